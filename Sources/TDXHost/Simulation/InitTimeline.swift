public import TDXModule

/// The TDMR.INIT phase in simulated time, from its own start.
public struct InitTimeline: Hashable, Sendable {
    /// By LP, then by start. A handful per TDMR and LP, never one per call.
    public var turns: [InitTurn] = []
    /// When the last call ends.
    public var end: Picoseconds = .zero
    /// Calls of all LPs together.
    public var calls: UInt64 = 0
    /// When the first GiB was complete: its pages may then be given to TDs. Nil without TDMRs.
    public var firstUsable: Picoseconds?
    /// Usable memory over time: ascending, at most a few hundred points; the last is the whole.
    public var usable: [UsableMemory] = []

    /// An empty timeline.
    public init() {}

    /// LPs that made at least one call.
    public var processorsUsed: Int { Set(turns.lazy.map(\.processor)).count }
    /// LP time spent in calls and waiting for memory.
    public var busy: Picoseconds { turns.reduce(.zero) { $0 + ($1.end - $1.start) } }
    /// LP time spent waiting for memory.
    public var waited: Picoseconds { turns.reduce(.zero) { $0 + $1.waited } }
}
