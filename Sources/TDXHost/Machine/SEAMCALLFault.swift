public import TDXModule

/// SEAMCALLs that are to fail, named by their place in the sequence. They do not reach the module.
public struct SEAMCALLFault: Hashable, Sendable {
    /// The leaf meant; nil: all leaves are counted together.
    public var leaf: SEAMCALLLeaf?
    /// The first failing call of that leaf, from 0.
    public var first: Int
    /// How many calls in a row fail.
    public var count: Int
    /// The outcome that the call returns instead of being made.
    public var outcome: SEAMCALLOutcome

    /// Calls number `first` up to `first + count - 1`, of `leaf` or of any where it is nil, end in `outcome`.
    public init(_ leaf: SEAMCALLLeaf? = nil, first: Int = 0, count: Int = 1, outcome: SEAMCALLOutcome) {
        self.leaf = leaf
        self.first = first
        self.count = count
        self.outcome = outcome
    }

    /// The same with a status and registers of zero.
    public init(_ leaf: SEAMCALLLeaf? = nil, first: Int = 0, count: Int = 1, status: SEAMCALLStatus) {
        self.init(leaf, first: first, count: count, outcome: .returned(status, SEAMCALLRegisters()))
    }

    func strikes(_ number: Int) -> Bool { first <= number && number - first < count }
}
