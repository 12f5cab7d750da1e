import CLookupKernels

/// The next address is not known before the previous load has come back.
struct DependentAccess: LineAccess {
    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64 {
        var total: UInt64 = 0
        for line in order {
            // Always 0, but neither the compiler nor the processor knows before the previous load has come back.
            let nothing = lookup_opaque(total) &- lookup_opaque(total)
            total &+= words[Int(line) &* LineBuffer.wordsPerLine &+ Int(truncatingIfNeeded: nothing)]
        }
        return total
    }
}
