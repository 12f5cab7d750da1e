import HeapModule
public import TDXModule

/// Simulates the TDMR.INIT phase call by call: LPs take TDMRs, a TDMR admits one LP at a time, and all calls that write to one node share its memory.
///
/// A node's memory serves calls in the order they begin; a call ends when its own time is over and its writes are done, whichever is later. Where
/// calls never have to wait, a run of calls is one event, so that a machine of 3 TiB takes thousands of events and not hundreds of thousands.
public struct InitSimulation: Sendable {
    /// The TDMRs, in layout order.
    public var work: [TDMRInitWork]
    /// The cost of calls.
    public var costs: CostModel
    /// How the PAMT is kept.
    public var pamt: PAMTMode
    /// LPs that take part, at least 1.
    public var processors: Int
    /// The order in which LPs initialise TDMRs.
    public var schedule: InitSchedule
    /// Turns of one LP that begin within this span of each other are recorded as one. 0: each TDMR by itself, however short an LP is at it.
    public var resolution = Picoseconds.zero

    /// - Precondition: `processors` > 0.
    public init(
        _ work: [TDMRInitWork], costs: CostModel, pamt: PAMTMode = .static, processors: Int, schedule: InitSchedule
    ) {
        precondition(processors > 0)
        self.work = work
        self.costs = costs
        self.pamt = pamt
        self.processors = processors
        self.schedule = schedule
    }

    /// More TDMRs than this, 16 times the module's limit, are kept whole instead of balanced: balancing would gain less than the time of one of them.
    static let mostBalancedTDMRs = 1024

    /// - Complexity: O(*c* log *l* + *s* *t*) for *c* calls on nodes that can fall behind and otherwise GiB, *l* LPs, *t* TDMRs, and *s* times that an
    ///   LP chooses a TDMR.
    public func run() -> InitTimeline {
        var engine = Engine(self)
        engine.run()
        return engine.finish()
    }
}

extension InitSimulation {
    struct TDMRState {
        /// Index in the layout.
        let index: Int
        let callTime: Picoseconds
        let node: Int
        var callsLeft: UInt64
        var isLocked = false
        /// The LP that made the last calls and has not turned to another TDMR since.
        var owner: Int?

        var timeLeft: Picoseconds { callsLeft * callTime }
        var isFree: Bool { !isLocked && callsLeft > 0 }
    }

    struct Node {
        /// Its TDMRs.
        var tdmrs: Range<Int>
        /// When the writes of all calls begun so far are done.
        var writesDone: Picoseconds = .zero
        var callsLeft: UInt64
        /// Whether a call would ever have to wait for the memory, were as many LPs as possible to write at once.
        var isContended: Bool
    }

    /// An LP at work, or parked because the memory is busy.
    struct Processor {
        var turn: InitTurn
        /// The TDMR of the turn; nil before the first.
        var tdmr: Int?
        /// Calls that end with the pending event.
        var pendingCalls: UInt64 = 0
        /// Calls before the LP looks around for a more urgent TDMR.
        var callsInTurn: UInt64 = 0
        var isParked = false
    }

    /// The end of an LP's pending calls.
    struct Event: Comparable {
        let time: Picoseconds
        let processor: Int

        static func < (a: Self, b: Self) -> Bool { (a.time, a.processor) < (b.time, b.processor) }
    }

    struct Engine {
        let schedule: InitSchedule
        let callsPerGranule: UInt64
        let writeTime: Picoseconds
        let sampleStride: UInt64
        let resolution: Picoseconds
        /// The closed form, where no call ever waits for memory: what the LPs aim at.
        var goal: Picoseconds?
        /// By node; in layout order on each.
        var tdmrs: [TDMRState] = []
        /// TDMRs that no LP has taken, the next one last; not used under `balanced`, where TDMRs are given back.
        var untaken: [Int] = []
        var nodes: [Node] = []
        var processors: [Processor] = []
        var parked = 0
        var events = Heap<Event>()
        var callsLeft: UInt64
        var unfinished: Int
        var granulesUsable: UInt64 = 0
        var timeline = InitTimeline()
    }
}
