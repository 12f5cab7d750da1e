import TDXModule

/// The home that a TDMR is assumed to have while tables are placed.
enum Home: Hashable {
    /// Any home: the tables may lie on any node.
    case any
    case node(Int)
    /// No home: the TDMR serves nothing.
    case none
}
