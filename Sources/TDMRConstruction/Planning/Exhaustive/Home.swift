import TDXModule

/// The node that a TDMR is taken to have while its tables are placed.
enum Home: Hashable {
    /// The tables may lie on any node.
    case any
    case node(Int)
    /// The TDMR serves nothing, so that no node is its own.
    case none
}
