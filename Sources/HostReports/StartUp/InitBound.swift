public import PhysicalMemory

/// The lower bound on the TDMR.INIT phase that is reached, and its cause.
public enum InitBound: Hashable, Sendable {
    /// One LP makes all calls.
    case oneProcessor
    /// A TDMR admits one LP at a time: its index.
    case longestTDMR(Int)
    /// Each LP does its share of the calls.
    case processors(Int)
    /// All PAMTs on this node have to be written to it.
    case memory(NodeID)
}
