public import PhysicalMemory

/// Why a scenario cannot be made for a machine.
public enum HotplugScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The machine has no memory.
    case noMemory
    /// No two touching nodes of which both have whole memory blocks at their common border.
    case noTouchingNodes(blockSize: ByteCount)
    /// No block of this size is all memory.
    case noWholeBlock(blockSize: ByteCount)
    /// There is no address space above `end` for more memory.
    case noRoomAbove(end: PageFrame)

    public var description: String {
        switch self {
        case .noMemory: "the machine has no memory"
        case .noTouchingNodes(let size):
            "no two nodes of this machine touch with a whole memory block of \(size) on either side"
        case .noWholeBlock(let size): "the machine has no whole memory block of \(size)"
        case .noRoomAbove(let end): "nothing can be plugged in above \(end.address)"
        }
    }
}
