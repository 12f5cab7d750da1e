import Guarded
import TDXModule

/// A random number generator that has nothing to give for the first `count` requests of one leaf.
final class DryEntropy: EntropySource {
    private let leaf: SEAMCALLLeaf
    private let left: Guarded<Int>

    init(_ leaf: SEAMCALLLeaf, count: Int) {
        self.leaf = leaf
        left = Guarded(count)
    }

    func hasEntropy(for leaf: SEAMCALLLeaf, on lp: LogicalProcessorID) -> Bool {
        guard leaf == self.leaf else { return true }
        return left.withLock { left in
            defer { left = max(0, left - 1) }
            return left == 0
        }
    }
}
