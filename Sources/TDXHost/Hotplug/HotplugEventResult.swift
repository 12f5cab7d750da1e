public import MemoryMaps
public import PhysicalMemory

/// What became of an event under a policy.
public struct HotplugEventResult: Hashable, Sendable {
    /// How an event ended.
    public enum Outcome: Hashable, Sendable {
        /// All of it happened.
        case accepted
        /// None of it happened.
        case refused
        /// Some blocks were accepted and some refused.
        case partly
        /// Everything was as wanted already.
        case nothingToDo
        /// It cannot happen, whatever the policy.
        case impossible(HotplugObstacle)
    }

    /// The event, with its line in the trace.
    public var entry: HotplugTrace.Entry
    /// How it ended.
    public var outcome: Outcome
    /// Decisions, one per memory block where the policy was asked per block.
    public var accepted = 0
    /// Decisions against the event.
    public var refused = 0
    /// The first refusal.
    public var refusal: HotplugRefusal?
    /// The node that memory was split off to.
    public var splitTo: NodeID?
    /// What the two predicates say of the whole range, for memory that comes while TDX is on.
    public var predicates: Predicates?
    /// Whether accepting lets a guest get memory that TDX cannot use, or takes memory away that TDX uses.
    public var isWronglyAccepted = false
    /// Whether refusing keeps away what would have done no harm.
    public var isWronglyRefused = false

    /// What the two predicates say of a range.
    public struct Predicates: Hashable, Sendable {
        /// Whether it lies inside one entry of the memlist.
        public var oneEntry: Bool
        /// Whether it lies inside the union of the entries.
        public var union: Bool
        /// Whether the two answers are not the same.
        public var differ: Bool { oneEntry != union }
    }

    init(_ entry: HotplugTrace.Entry, _ outcome: Outcome) {
        self.entry = entry
        self.outcome = outcome
    }
}

extension HotplugEventResult {
    func isWorthNoting(predicatesDiffer: Bool) -> Bool {
        if case .impossible = outcome { return true }
        return isWronglyAccepted || isWronglyRefused || splitTo != nil || predicatesDiffer
    }
}
