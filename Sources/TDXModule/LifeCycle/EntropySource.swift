/// Where the hardware's random numbers come from.
public protocol EntropySource: Sendable {
    /// Whether a number is available for `leaf` on `lp`.
    func hasEntropy(for leaf: SEAMCALLLeaf, on lp: LogicalProcessorID) -> Bool
}
