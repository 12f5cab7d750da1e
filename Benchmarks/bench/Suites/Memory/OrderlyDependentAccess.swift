/// The same through lines in ascending order, which the processor prefetches by itself.
struct OrderlyDependentAccess: LineAccess {
    static var isSequential: Bool { true }
    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64 {
        DependentAccess().sum(words, order)
    }
}
