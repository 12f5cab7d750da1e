import CLookupKernels
public import PhysicalMemory

/// A byte for each section of 128 MiB: how many sections from it on lie in one range, up to 128. A query of k sections is covered where its first
/// section's byte is at least k: one load and one compare for anything up to 16 GiB.
///
/// For memory blocks only, as Linux asks for: a query that is empty, reversed or not made of whole sections breaks the promise and traps.
///
/// Costs one load from a byte a section: 256 bytes a list of 32 GiB, 16 KiB for 2 TiB, 96 KiB for 12 TiB. In a batch the wide kernel finds the places of eight
/// queries at a time in 32 bits and compares 32 runs with 32 lengths in one instruction, without a branch but the loop's.
///
/// Counted per query: 8 instructions and 0.2 branches in a batch, 30 and 3 in a call, whatever the list.
///
/// - Complexity: build O(n + sections); lookup O(1), for more than 16 GiB one step per 16 GiB. Lists up to 2^52.
public struct SectionRuns: RangeIndex, ChainedIndex {
    public static let name = "section-runs"
    /// The size of a section on x86-64.
    public static let section = ByteCount.mib(128)

    static let pagesPerSection = section.pages
    private static let shift = UInt64(pagesPerSection.trailingZeroBitCount)
    /// The longest run that a byte can hold, in sections.
    private static let most = UInt64(LOOKUP_MOST_SECTIONS)
    /// Pages of the longest query that one load answers.
    private static let longest = most * pagesPerSection

    /// A byte a section, then one of zero for the sections below and above.
    private let runs: CacheLines<UInt8>
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
        runs = CacheLines(count: Int(count) + 1) { runs in
            runs.initialize(repeating: 0)
            memlist.forEachRange { _, range in
                let first = (range.start.rawValue + Self.pagesPerSection - 1) >> Self.shift
                let end = range.end.rawValue >> Self.shift
                if first < end { Self.fill(runs[Int(first - base)..<Int(end - base)]) }
            }
        }
    }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        let length = query.end.rawValue &- query.start.rawValue
        guard Self.isWhole(query.start.rawValue | length), length &- 1 < Self.longest else { return coversLong(query) }
        return runs.withElements { holds(query.start.rawValue, length, $0) }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        guard kernel >= .avx2 else { return coversPortably(queries, into: &answers) }
        let words = (queries.count + 63) / 64
        var word = 0
        while word < words {
            let rest = queries.extracting(64 * word..<queries.count)
            word += runs.withElements { runs in
                let table = lookup_sections(
                    runs: runs, base: UInt32(truncatingIfNeeded: base), count: UInt32(truncatingIfNeeded: sectionCount))
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
            queries.withUnsafeBufferPointer { answerOneByOne($0, word, into: &answers) }
            word += 1
        }
    }

    public var size: ByteCount { runs.size }

    @inline(__always)
    private static func isWhole(_ pages: UInt64) -> Bool { pages & (pagesPerSection - 1) == 0 }

    /// How many sections from the one at `start` on lie in one range.
    @inline(__always)
    private func run(at start: UInt64, _ runs: UnsafePointer<UInt8>) -> UInt64 {
        // A start below the base wraps round, to sections above all.
        UInt64(runs[Int(truncatingIfNeeded: min((start &>> Self.shift) &- base, sectionCount))])
    }

    /// Whether a query of at most 128 sections is covered.
    @inline(__always)
    private func holds(_ start: UInt64, _ length: UInt64, _ runs: UnsafePointer<UInt8>) -> Bool {
        length &>> Self.shift <= run(at: start, runs)
    }

    /// A query of more than 16 GiB: from run to run, each overlapping the next by a section, which proves that they lie in one range.
    @inline(never)
    private func coversLong(_ query: PageRange) -> Bool {
        precondition(
            query.start < query.end && Self.isWhole(query.start.rawValue | query.end.rawValue),
            "\(query) is not made of whole memory blocks")
        return runs.withElements { runs in
            var start = query.start.rawValue
            while query.end.rawValue - start > Self.longest {
                if run(at: start, runs) < Self.most { return false }
                start += Self.longest - Self.pagesPerSection
            }
            return holds(start, query.end.rawValue - start, runs)
        }
    }

    /// A word with a query that the kernel does not take.
    @inline(never)
    private func answerOneByOne(
        _ queries: UnsafeBufferPointer<PageRange>, _ word: Int, into answers: inout MutableSpan<UInt64>
    ) {
        var covered: UInt64 = 0
        for (i, query) in queries[64 * word..<min(64 * word + 64, queries.count)].enumerated() {
            covered |= (covers(query) ? 1 : 0) << UInt64(i)
        }
        answers[word] = covered
    }

    /// The runs of sections that lie in one range.
    private static func fill(_ runs: Slice<UnsafeMutableBufferPointer<UInt8>>) {
        let sections = UnsafeMutableBufferPointer(rebasing: runs)
        for (place, left) in zip(sections.indices.reversed(), 1...) {
            sections[place] = UInt8(min(left, Int(most)))
        }
    }
}

extension SectionRuns {
    /// The same in Swift as the C kernel does.
    private func coversPortably(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        runs.withElements { runs in
            queries.withUnsafeBufferPointer { queries in
                for word in 0..<(queries.count + 63) / 64 {
                    let first = word &* 64
                    var covered: UInt64 = 0
                    var borders: UInt64 = 0
                    var lengths: UInt64 = 0
                    for i in 0..<min(64, queries.count &- first) {
                        let query = queries[first &+ i]
                        let length = query.end.rawValue &- query.start.rawValue
                        let isCovered = holds(query.start.rawValue, length, runs)
                        covered |= lookup_opaque(isCovered ? 1 : 0) &<< UInt64(truncatingIfNeeded: i)
                        borders |= query.start.rawValue | length
                        lengths |= length &- 1
                    }
                    answers[word] = covered
                    if !Self.isWhole(borders) || lengths >= Self.longest {
                        answerOneByOne(queries, word, into: &answers)
                    }
                }
            }
        }
    }
}
