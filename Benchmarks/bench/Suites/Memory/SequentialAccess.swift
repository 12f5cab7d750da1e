struct SequentialAccess: LineAccess {
    static var isSequential: Bool { true }
    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64 {
        RandomAccess().sum(words, order)
    }
}
