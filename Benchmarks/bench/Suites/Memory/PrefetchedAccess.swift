import CLookupKernels

/// Prefetches each line 16 operations before it is needed.
struct PrefetchedAccess: LineAccess {
    private static let distance = 16

    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64 {
        var total: UInt64 = 0
        let ahead = max(order.count - Self.distance, 0)
        for i in 0..<ahead {
            lookup_prefetch(words + Int(order[i &+ Self.distance]) &* LineBuffer.wordsPerLine)
            total &+= words[Int(order[i]) &* LineBuffer.wordsPerLine]
        }
        for i in ahead..<order.count { total &+= words[Int(order[i]) &* LineBuffer.wordsPerLine] }
        return total
    }
}
