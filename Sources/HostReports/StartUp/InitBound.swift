public import PhysicalMemory

/// What the TDMR.INIT phase cannot be shorter than, and why.
public enum InitBound: Hashable, Sendable {
    /// One LP does everything.
    case oneProcessor
    /// A TDMR admits one LP at a time: its index.
    case longestTDMR(Int)
    /// Each LP has its share to do.
    case processors(Int)
    /// All PAMTs on this node have to be written to it.
    case memory(NodeID)
}
