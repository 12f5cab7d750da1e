public import MemoryMaps

/// A sequence of events that a trace can be made of, for any machine that has the memory and windows it needs.
public enum HotplugScenario: String, CaseIterable, Sendable {
    /// Random events of every kind.
    case random
    /// 64 GiB of CXL memory are plugged in while TDX is on, and guests are bound to it.
    case cxl
    /// Memory of two touching nodes is taken away, and memory of a third one plugged in over both.
    case funky
    /// The firmware takes away memory that it called convertible, and memory that was plugged in.
    case removal
    /// Memory that TDX cannot use is plugged into a node that has other memory.
    case mixedNode = "mixed-node"
    /// Memory is plugged in before TDX is initialised on demand.
    case earlyAdd = "early-add"

    /// One line for `--help`.
    public var summary: String {
        switch self {
        case .random: "everything, by chance"
        case .cxl: "64 GiB of CXL memory are plugged in while TDX is on, and guests are bound to it"
        case .funky: "memory of two touching nodes is taken away, and memory of a third one plugged in over both"
        case .removal: "the firmware takes away memory that it called convertible, and memory that was plugged in"
        case .mixedNode: "memory that TDX cannot use is plugged into a node that has other memory"
        case .earlyAdd: "memory is plugged in before TDX is initialised on demand"
        }
    }

    /// The trace of this scenario on `machine`.
    /// - Parameters:
    ///   - machine: the machine before the first event.
    ///   - events: how many, for `random`; the others have as many as they need.
    ///   - seed: the seed of the random choices.
    /// - Throws: `HotplugScenarioError`.
    public func trace(for machine: HotplugMachine, events: Int = 1000, seed: UInt64 = 1) throws(HotplugScenarioError)
        -> HotplugTrace
    {
        let places = try HotplugPlaces(machine)
        let events: [HotplugEvent] =
            switch self {
            case .random: places.randomEvents(events, seed: seed)
            case .cxl: places.cxl()
            case .funky: try places.funky()
            case .removal: try places.removal()
            case .mixedNode: places.mixedNode()
            case .earlyAdd: places.earlyAdd()
            }
        return HotplugTrace(blockSize: machine.blockSize, events: events)
    }
}
