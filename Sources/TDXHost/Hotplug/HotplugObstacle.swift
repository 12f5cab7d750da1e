public import PhysicalMemory

/// Why an event is impossible under every policy.
public enum HotplugObstacle: Hashable, Sendable, CustomStringConvertible {
    /// The machine has neither memory nor a window there.
    case outsideTheMachine(PageRange)
    /// The range is not whole memory blocks.
    case notBlockAligned(PageRange)
    /// There is memory in the range already.
    case alreadyPresent(PageRange)
    /// There is no memory in the range.
    case notPresent(PageRange)
    /// A block with a hole, or of several nodes.
    case cannotGoOffline(PageRange)
    /// A guest needs TDX; an attempt to initialise it is not repeated.
    case tdxIsOff
    /// TDX is on already.
    case tdxIsOn

    /// Whether the event names a place outside the machine.
    var isOutsideTheMachine: Bool {
        if case .outsideTheMachine = self { true } else { false }
    }

    public var description: String {
        switch self {
        case .outsideTheMachine(let range): "\(range) lies outside the machine"
        case .notBlockAligned(let range): "\(range) is not whole memory blocks"
        case .alreadyPresent(let range): "there is memory at \(range) already"
        case .notPresent(let range): "there is no memory at \(range)"
        case .cannotGoOffline(let range): "the memory block \(range) has a hole or several nodes and cannot go offline"
        case .tdxIsOff: "TDX is off"
        case .tdxIsOn: "TDX is on already"
        }
    }
}
