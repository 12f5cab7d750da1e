/// Always has a number.
public struct UnlimitedEntropy: EntropySource {
    /// A source that always has a number.
    public init() {}
    public func hasEntropy(for leaf: SEAMCALLLeaf, on lp: LogicalProcessorID) -> Bool { true }
}
