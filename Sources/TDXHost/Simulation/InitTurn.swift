public import TDXModule

/// Calls of TDH.SYS.TDMR.INIT that one LP makes in a row.
public struct InitTurn: Hashable, Sendable {
    /// The LP that makes the calls.
    public var processor: LogicalProcessorID
    /// Index of the TDMR in the layout; nil: several, each too short to be shown.
    public var tdmr: Int?
    /// When the first call begins.
    public var start: Picoseconds
    /// When the last call ends.
    public var end: Picoseconds
    /// The number of calls.
    public var calls: UInt64
    /// The part of the time spent waiting for the node's memory, inside calls or between them.
    public var waited: Picoseconds
}
