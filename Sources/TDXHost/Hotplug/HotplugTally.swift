import MemoryMaps

/// The result of a policy for a trace.
public struct HotplugTally: Sendable {
    /// The policy's name.
    public let policy: String
    /// Whether TDX was on at the end, and why not.
    public internal(set) var tdx = HotplugTDXState.notYetEnabled
    /// Events by outcome.
    public private(set) var events = 0
    /// Events that happened as a whole.
    public private(set) var accepted = 0
    /// Events that were refused as a whole.
    public private(set) var refused = 0
    /// Events of which some blocks were accepted and some refused.
    public private(set) var partly = 0
    /// Events whose memory already was in the state asked for.
    public private(set) var nothingToDo = 0
    /// Events that cannot happen under any policy.
    public private(set) var impossible = 0
    /// Of the impossible ones, those that name a place outside the machine.
    public private(set) var outsideTheMachine = 0
    /// Events that let a guest get memory TDX cannot use, or took memory away that TDX uses.
    public private(set) var wronglyAccepted = 0
    /// Events that were refused and would have done no harm.
    public private(set) var wronglyRefused = 0
    /// Events whose memory was split off to another node.
    public private(set) var split = 0
    /// Events on whose range the two predicates differ.
    public private(set) var predicatesDiffer = 0
    /// Decisions, one per block where the policy was asked per block.
    public private(set) var decisionsAccepted = 0
    /// Decisions against an event, one per block where the policy was asked per block.
    public private(set) var decisionsRefused = 0
    /// How often the memlist was asked.
    public internal(set) var lookups = 0
    /// How long the events took, as measured by the clock.
    public internal(set) var duration = Duration.zero
    /// How often each kind of refusal was met, and the first of them.
    public private(set) var refusals: [(first: HotplugRefusal, count: Int)?] = Array(
        repeating: nil, count: HotplugRefusal.Kind.allCases.count)
    /// The first events, at most `notedLimit`, worth reporting: wrongly decided, impossible, split, or with predicates that differ.
    public private(set) var noted: [HotplugEventResult] = []

    /// Most events in `noted`.
    public static let notedLimit = 100

    init(policy: String) { self.policy = policy }

    /// Refusals of which a user sees only an error number.
    public var bareRefusals: Int {
        refusals.reduce(0) { $0 + ($1.map { $0.first.message == nil ? $0.count : 0 } ?? 0) }
    }

    mutating func add(_ result: HotplugEventResult) {
        events += 1
        switch result.outcome {
        case .accepted: accepted += 1
        case .refused: refused += 1
        case .partly: partly += 1
        case .nothingToDo: nothingToDo += 1
        case .impossible(let obstacle):
            impossible += 1
            if obstacle.isOutsideTheMachine { outsideTheMachine += 1 }
        }
        decisionsAccepted += result.accepted
        decisionsRefused += result.refused
        if let refusal = result.refusal { note(refusal, result.refused) }
        if result.isWronglyAccepted { wronglyAccepted += 1 }
        if result.isWronglyRefused { wronglyRefused += 1 }
        if result.splitTo != nil { split += 1 }
        let differ = result.predicates?.differ ?? false
        if differ { predicatesDiffer += 1 }
        if noted.count < Self.notedLimit, result.isWorthNoting(predicatesDiffer: differ) { noted.append(result) }
    }

    private mutating func note(_ refusal: HotplugRefusal, _ count: Int) {
        let kind = refusal.kind.rawValue
        refusals[kind] = (first: refusals[kind]?.first ?? refusal, count: (refusals[kind]?.count ?? 0) + count)
    }
}
