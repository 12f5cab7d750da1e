/// Never runs dry.
public struct UnlimitedEntropy: EntropySource {
    /// A source that never runs dry.
    public init() {}
    public func hasEntropy(for leaf: SEAMCALLLeaf, on lp: LogicalProcessorID) -> Bool { true }
}
