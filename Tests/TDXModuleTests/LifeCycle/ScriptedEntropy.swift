import Guarded
import TDXModule

/// Runs dry for chosen leaf functions until it is refilled.
final class ScriptedEntropy: EntropySource {
    private let dry: Guarded<Set<SEAMCALLLeaf>>

    init(dryFor leaves: Set<SEAMCALLLeaf>) { dry = Guarded(leaves) }

    func refill() { dry.withLock { $0 = [] } }
    func hasEntropy(for leaf: SEAMCALLLeaf, on lp: LogicalProcessorID) -> Bool { dry.withLock { !$0.contains(leaf) } }
}
