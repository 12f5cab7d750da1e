import CLookupKernels
package import PhysicalMemory
internal import TDMRConstruction

/// The limit of all lookups: one cache line per query out of 16 bytes per entry, without using it. Not an index; a measure for indexes.
///
/// The lines lie in memory of the same kind as the members' tables. Line k holds 1 where k is a multiple of 3, else 0; a query asks for the line that it
/// starts at.
package struct OneLineTable: Sendable {
    private let words: CacheLines<UInt64>
    /// Four entries a line, at least one.
    package var lineCount: Int { words.count / 8 }

    package init(entries: Int) {
        words = CacheLines(count: max(entries / 4, 1) * 8) { words in
            for i in words.indices { words.initializeElement(at: i, to: i % 24 == 0 ? 1 : 0) }
        }
    }

    /// Prefetches the line of the query 128 ahead between two reads: an even stream keeps the most lines in flight.
    /// - Precondition: every query starts at the number of a line.
    package func answer(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        guard words.size > CacheSize.second else { return answerOneByOne(queries, into: &answers) }
        words.withElements { words in
            let ahead = 128
            for i in 0..<min(ahead, queries.count) { prefetch(queries[unchecked: i], words) }
            let last = queries.count &- 1
            for word in 0..<(queries.count + 63) / 64 {
                let first = word &* 64
                var bits: UInt64 = 0
                for i in first..<min(first &+ 64, queries.count) {
                    prefetch(queries[unchecked: min(i &+ ahead, last)], words)
                    bits |= bit(queries[unchecked: i], i, words)
                }
                answers[word] = bits
            }
        }
    }

    /// Without prefetching: the processor looks ahead by itself.
    /// - Precondition: every query starts at the number of a line.
    package func answerOneByOne(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        words.withElements { words in
            for word in 0..<(queries.count + 63) / 64 {
                answers[word] = bits(queries, word &* 64, min(word &* 64 &+ 64, queries.count), words)
            }
        }
    }

    /// Reads each line after the previous one has arrived. Returns the sum of all. `opaqueZero` is as in `RangeIndex`.
    /// - Precondition: every query starts at the number of a line.
    package func answerInChain(_ queries: Span<PageRange>, opaqueZero: UInt64) -> UInt64 {
        words.withElements { words in
            var sum: UInt64 = 0
            var shift: UInt64 = 0
            for i in queries.indices {
                let value = lookup_opaque(
                    words[8 &* Int(truncatingIfNeeded: queries[unchecked: i].start.rawValue &+ shift)])
                sum &+= value
                shift = value & opaqueZero
            }
            return sum
        }
    }

    @inline(__always)
    private func prefetch(_ query: PageRange, _ words: UnsafePointer<UInt64>) {
        lookup_prefetch(words + 8 &* Int(truncatingIfNeeded: query.start.rawValue))
    }

    @inline(__always)
    private func bits(_ queries: Span<PageRange>, _ first: Int, _ end: Int, _ words: UnsafePointer<UInt64>) -> UInt64 {
        var bits: UInt64 = 0
        for i in first..<end { bits |= bit(queries[unchecked: i], i, words) }
        return bits
    }

    /// The line's word, shifted to the bit of answer `i`.
    @inline(__always)
    private func bit(_ query: PageRange, _ i: Int, _ words: UnsafePointer<UInt64>) -> UInt64 {
        words[8 &* Int(truncatingIfNeeded: query.start.rawValue)] &<< UInt64(truncatingIfNeeded: i)
    }
}
