import PhysicalMemory

/// Answers a batch word by word: `body` gets the up to 64 queries of a word and scratch space of one number each, and returns the word. For members that let
/// many queries take each step together, so that the cache misses of one overlap with those of the others.
@inline(__always)
func answerInStep(
    _ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>,
    _ body: (_ queries: UnsafeBufferPointer<PageRange>, _ places: UnsafeMutablePointer<Int>) -> UInt64
) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 64) { places in
        guard let places = places.baseAddress else { return }
        queries.withUnsafeBufferPointer { queries in
            for word in 0..<(queries.count + 63) / 64 {
                let first = word * 64
                let part = UnsafeBufferPointer(rebasing: queries[first..<min(first + 64, queries.count)])
                answers[word] = body(part, places)
            }
        }
    }
}
