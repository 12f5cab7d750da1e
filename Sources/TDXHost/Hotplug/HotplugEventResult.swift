public import MemoryMaps
public import PhysicalMemory

/// The result of an event under a policy.
public struct HotplugEventResult: Hashable, Sendable {
    /// How an event ended.
    public enum Outcome: Hashable, Sendable {
        /// All of it happened.
        case accepted
        /// None of it happened.
        case refused
        /// Some blocks were accepted and some refused.
        case partly
        /// The memory already was in the state asked for.
        case nothingToDo
        /// It cannot happen under any policy.
        case impossible(HotplugObstacle)
    }

    /// The event, with its line in the trace.
    public var entry: HotplugTrace.Entry
    /// How it ended.
    public var outcome: Outcome
    /// Decisions to accept; one per memory block where the policy was asked per block.
    public var accepted = 0
    /// Decisions to refuse, counted likewise.
    public var refused = 0
    /// The first refusal.
    public var refusal: HotplugRefusal?
    /// The node that memory was split off to.
    public var splitTo: NodeID?
    /// The answers of the two predicates for the whole range, for memory that is added while TDX is on.
    public var predicates: Predicates?
    /// Whether accepting lets a guest get memory that TDX cannot use, or takes memory away that TDX uses.
    public var isWronglyAccepted = false
    /// Whether refusing prevented a harmless change.
    public var isWronglyRefused = false

    /// The answers of the two predicates for a range.
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
