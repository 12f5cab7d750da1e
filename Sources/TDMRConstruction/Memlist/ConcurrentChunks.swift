import Dispatch
import Synchronization

/// A loop over chunks of an index range on all processors.
struct ConcurrentChunks: Sendable {
    /// Elements of a chunk: 1.5 MiB of regions, small enough that waiting for a busy processor takes no longer than some 100 us.
    var size = 1 << 16
    /// Below this many elements one thread does it.
    let crossover: Int

    /// Calls `body` once for each chunk of `range`, from several threads at once, until one call returns false. Returns whether all returned true.
    func allSatisfy(in range: Range<Int>, _ body: @Sendable (Range<Int>) -> Bool) -> Bool {
        guard range.count >= crossover else { return range.isEmpty || body(range) }
        let chunks = (range.count + size - 1) / size
        let failed = Atomic(false)
        DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
            guard !failed.load(ordering: .relaxed) else { return }
            let first = range.lowerBound + chunk * size
            if !body(first..<min(first + size, range.upperBound)) { failed.store(true, ordering: .relaxed) }
        }
        return !failed.load(ordering: .relaxed)
    }
}
