/// The way in which the loop reaches the given lines: the algorithm of this family.
protocol LineAccess {
    /// The sum of the first words of the lines that `order` names, in this order.
    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64
    /// Whether the lines are visited in ascending order instead of a random one.
    static var isSequential: Bool { get }
}

extension LineAccess {
    static var isSequential: Bool { false }
}
