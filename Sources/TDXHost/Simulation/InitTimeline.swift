public import TDXModule

/// A run of TDH.SYS.TDMR.INIT calls on one LP.
public struct InitSlice: Hashable, Sendable {
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

/// How much memory could be given to TDs from a moment on.
public struct UsableMemory: Hashable, Sendable {
    /// The moment, from the start of the phase.
    public var time: Picoseconds
    /// GiB whose calls are all done.
    public var granules: UInt64
}

/// The TDMR.INIT phase in simulated time, from its own start.
public struct InitTimeline: Hashable, Sendable {
    /// By LP, then by start. A handful per TDMR and LP, never one per call.
    public var slices: [InitSlice] = []
    /// When the last call ends.
    public var end: Picoseconds = .zero
    /// Calls of all LPs together.
    public var calls: UInt64 = 0
    /// When the first GiB was complete: its pages may then be given to TDs. Nil without TDMRs.
    public var firstUsable: Picoseconds?
    /// Usable memory over time: ascending, at most a few hundred points; the last is the whole.
    public var usable: [UsableMemory] = []

    /// A phase in which nothing happens.
    public init() {}

    /// LPs that made at least one call.
    public var processorsUsed: Int { Set(slices.lazy.map(\.processor)).count }
    /// LP time spent in calls and waiting for memory.
    public var busy: Picoseconds { slices.reduce(.zero) { $0 + ($1.end - $1.start) } }
    /// LP time spent waiting for memory.
    public var waited: Picoseconds { slices.reduce(.zero) { $0 + $1.waited } }
}
