import CLookupKernels
public import PhysicalMemory

/// Two bits for each section of 128 MiB: the whole section lies in one range; it and the next one lie in the same range. A query of k sections is covered
/// where the 2k - 1 bits from the first section's first bit on are all set, which one load, a shift and a compare tell for anything up to 2 GiB.
///
/// For memory blocks only, which is what Linux asks about: a query that is empty, reversed or not made of whole sections is a broken promise and traps.
///
/// Costs one load from 2 bits a section: 64 bytes a list of 32 GiB, 24 KiB for 12 TiB, so the table stays in the first-level cache on any machine there is.
/// In a batch the wide kernel takes four queries at a time: one gather, two shifts and a compare, no branch but the loop's.
///
/// Counted per query: 10 instructions and 0.4 branches in a batch, 42 and 3 in a call, whatever the list.
///
/// - Complexity: build O(n + sections); lookup O(1), for more than 2 GiB one step per 2 GiB. Lists up to 2^52.
public struct SectionBitmap: RangeIndex {
    public static let name = "section-bitmap"
    /// The size of a section on x86-64.
    public static let section = ByteCount.mib(128)

    static let pagesPerSection = section.pages
    private static let shift = UInt64(pagesPerSection.trailingZeroBitCount)
    /// Pages of the longest query that one load answers: 16 sections, 31 bits, of which any byte may be the first.
    private static let longest = 16 * pagesPerSection

    /// Four sections a byte, then bytes of zero for the sections above and for loads that reach over the end.
    private let bits: CacheLines<UInt8>
    /// The number of the first section.
    private let base: UInt64
    private let sectionCount: UInt64
    private let kernel: LookupKernel

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        try self.init(memlist, predicate: predicate, queries: queries, kernel: .best)
    }

    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind, kernel: LookupKernel)
        throws(RangeIndexError)
    {
        let memlist = try OrderedMemlist(memlist, predicate: predicate)
        guard queries == .memoryBlocks else { throw .memoryBlocksOnly }
        if let last = memlist.entries.last, last.end > .limit { throw .beyondLimit(last, limit: .limit) }
        let base = memlist.span.start.rawValue >> Self.shift
        let count = memlist.isEmpty ? 0 : (memlist.span.end.rawValue >> Self.shift) - base
        self.base = base
        self.kernel = kernel
        sectionCount = count
        bits = CacheLines(count: Int(count) / 4 + 9) { bits in
            bits.initialize(repeating: 0)
            memlist.forEachRange { _, range in
                let first = (range.start.rawValue + Self.pagesPerSection - 1) >> Self.shift
                let end = range.end.rawValue >> Self.shift
                if first < end { Self.set(bits, from: Int(2 * (first - base)), to: Int(2 * (end - base) - 1)) }
            }
        }
    }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        let length = query.end.rawValue &- query.start.rawValue
        guard Self.isWhole(query.start.rawValue | length), length &- 1 < Self.longest else { return coversLong(query) }
        return bits.withElements { holds(query.start.rawValue, length, $0) != 0 }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        guard kernel == .avx2 else { return coversPortably(queries, into: &answers) }
        let words = (queries.count + 63) / 64
        var word = 0
        while word < words {
            let rest = queries.extracting(64 * word..<queries.count)
            word += bits.withElements { bits in
                let table = lookup_sections(bits: bits, base: base, count: sectionCount)
                return withUnsafePointer(to: table) { table in
                    rest.withQueries { queries in
                        answers.withUnsafeMutableBufferPointer { answers in
                            lookup_sections_covers_avx2(
                                table, queries, rest.count, answers.baseAddress.unsafelyUnwrapped + word)
                        }
                    }
                }
            }
            guard word < words else { break }
            queries.withUnsafeBufferPointer { answerLong($0, word, into: &answers) }
            word += 1
        }
    }

    public var sizeInBytes: Int { bits.sizeInBytes }

    @inline(__always)
    private static func isWhole(_ pages: UInt64) -> Bool { pages & (pagesPerSection - 1) == 0 }

    /// 1 if a query of at most 16 sections is covered, else 0.
    @inline(__always)
    private func holds(_ start: UInt64, _ length: UInt64, _ bits: UnsafePointer<UInt8>) -> UInt64 {
        // A start below the base wraps round, to sections above all.
        let section = min((start &>> Self.shift) &- base, sectionCount)
        let window = UnsafeRawPointer(bits).loadUnaligned(
            fromByteOffset: Int(truncatingIfNeeded: section &>> 2), as: UInt64.self)
        let missing = ~(UInt64(littleEndian: window) &>> ((section & 3) &* 2))
        // 2k - 1 ones.
        let wanted = (2 as UInt64) &<< (2 &* (length &>> Self.shift) &- 2) &- 1
        return missing & wanted == 0 ? 1 : 0
    }

    /// More than 2 GiB: piece by piece, each overlapping the next by a section, so that the pieces are seen to lie in one range.
    @inline(never)
    private func coversLong(_ query: PageRange) -> Bool {
        precondition(
            query.start < query.end && Self.isWhole(query.start.rawValue | query.end.rawValue),
            "\(query) is not made of whole memory blocks")
        return bits.withElements { bits in
            var start = query.start.rawValue
            while query.end.rawValue - start > Self.longest {
                if holds(start, Self.longest, bits) == 0 { return false }
                start += Self.longest - Self.pagesPerSection
            }
            return holds(start, query.end.rawValue - start, bits) != 0
        }
    }

    @inline(never)
    private func answerLong(
        _ queries: UnsafeBufferPointer<PageRange>, _ word: Int, into answers: inout MutableSpan<UInt64>
    ) {
        var covered: UInt64 = 0
        for (i, query) in queries[64 * word..<min(64 * word + 64, queries.count)].enumerated() {
            covered |= (covers(query) ? 1 : 0) << UInt64(i)
        }
        answers[word] = covered
    }

    /// Sets the bits `first ..< end`.
    private static func set(_ bits: UnsafeMutableBufferPointer<UInt8>, from first: Int, to end: Int) {
        var bit = first
        while bit < end {
            if bit % 8 == 0 && bit + 8 <= end {
                bits[bit / 8] = 0xff
                bit += 8
            } else {
                bits[bit / 8] |= 1 << UInt8(bit % 8)
                bit += 1
            }
        }
    }
}

extension SectionBitmap {
    /// The kernel's twin.
    private func coversPortably(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        bits.withElements { bits in
            queries.withUnsafeBufferPointer { queries in
                for word in 0..<(queries.count + 63) / 64 {
                    let first = word &* 64
                    var covered: UInt64 = 0
                    var ends: UInt64 = 0
                    var lengths: UInt64 = 0
                    for i in 0..<min(64, queries.count &- first) {
                        let query = queries[first &+ i]
                        let length = query.end.rawValue &- query.start.rawValue
                        covered |= holds(query.start.rawValue, length, bits) &<< UInt64(truncatingIfNeeded: i)
                        ends |= query.start.rawValue | length
                        lengths |= length &- 1
                    }
                    answers[word] = covered
                    if !Self.isWhole(ends) || lengths >= Self.longest { answerLong(queries, word, into: &answers) }
                }
            }
        }
    }
}
