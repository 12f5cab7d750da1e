/// A fault in a file of cost parameters.
public struct CostFileError: Error, Hashable, Sendable {
    /// From 1.
    public let line: Int
    /// What is wrong in that line.
    public let reason: CostError
}
