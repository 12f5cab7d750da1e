import CLookupKernels
public import PhysicalMemory

/// A static B+ tree of 64-byte nodes without pointers: eight keys and nine children a node, four ranges a leaf, the nodes of a level side by side
/// (S+ tree: Slotin, "Algorithms for Modern Hardware"; Rao and Ross, "Making B+-trees cache conscious in main memory", 2000).
///
/// Costs log9(n / 4) + 1 cache lines and about 14 instructions on each, none of them a branch on the data, whatever the distribution of the
/// list: 17 to 18 bytes a range. Without 256-bit compares the keys of a node are compared one by one. A batch lets 32 queries go down together.
///
/// Counted per query: 46 instructions in a batch at 16 entries, 89 at 1,024, 109 at 16,384; in a call 74, 110 and 128. 2 to 7 branches, all of loops. A node is two
/// loads, two compares, a pack, a mask and a population count in the machine code.
///
/// - Complexity: build O(n); lookup O(log n).
public struct SPlusTree: RangeIndex, ChainedIndex {
    public static let name = "splus-tree"

    /// Keys of a node.
    static let keys = 8
    /// Ranges of a leaf.
    static let leafCapacity = 4
    /// Compared as signed numbers, so all are kept with the highest bit flipped. As a start this is above every query.
    static let unused = UInt64.max ^ sign
    static let sign = UInt64(1) << 63

    /// Levels of nodes above the leaves.
    static func levelCount(entries: Int) -> Int {
        SPlusTreeBuilder.widths(over: SPlusTreeBuilder.leafCount(entries: entries)).count
    }

    private let nodes: CacheLines<UInt64>
    private let leaves: CacheLines<UInt64>
    private let levels: CacheLines<UInt32>
    private let kernel: LookupKernel

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        try self.init(memlist, predicate: predicate, kernel: .best)
    }

    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, kernel: LookupKernel) throws(RangeIndexError) {
        let memlist = try OrderedMemlist(memlist, predicate: predicate)
        let builder = SPlusTreeBuilder(memlist)
        leaves = builder.leaves
        nodes = builder.nodes
        levels = builder.levels
        self.kernel = kernel
    }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        guard kernel >= .avx2 else { return coversPortably(query) }
        return withTree { lookup_tree_covers_one_avx2($0, query.start.rawValue, query.end.rawValue) }
    }

    public func covers(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        guard kernel >= .avx2 else { return coversPortably(queries, into: &answers) }
        queries.withQueries { first in
            answers.withUnsafeMutableBufferPointer { answers in
                guard let answers = answers.baseAddress else { return }
                withTree { lookup_tree_covers_avx2($0, first, queries.count, answers) }
            }
        }
    }

    public var size: ByteCount { nodes.size + leaves.size + levels.size }

    @inline(__always)
    private func withTree<Result>(_ body: (UnsafePointer<lookup_tree>) -> Result) -> Result {
        nodes.withElements { nodes in
            leaves.withElements { leaves in
                levels.withElements { levels in
                    withUnsafePointer(
                        to: lookup_tree(
                            nodes: nodes, leaves: leaves, levels: levels,
                            level_count: UInt32(truncatingIfNeeded: self.levels.count)), body)
                }
            }
        }
    }
}

extension SPlusTree {
    /// The same in Swift as the C kernel does, for one query.
    private func coversPortably(_ query: PageRange) -> Bool {
        let start = Self.wantedKey(query.start)
        var at = 0
        for level in 0..<levels.count { at = child(of: at, level: level, for: start) }
        return holds(at, start, Int64(bitPattern: query.end.rawValue ^ Self.sign))
    }

    /// The same in Swift as the C kernel does, for a batch.
    private func coversPortably(_ queries: Span<PageRange>, into answers: inout MutableSpan<UInt64>) {
        answerInStep(queries, into: &answers) { queries, places in
            for i in queries.indices { places[i] = 0 }
            for level in 0..<levels.count {
                for i in queries.indices {
                    places[i] = child(of: places[i], level: level, for: Self.wantedKey(queries[i].start))
                    prefetch(places[i], level: level + 1)
                }
            }
            var word: UInt64 = 0
            for i in queries.indices {
                let covered = holds(
                    places[i], Self.wantedKey(queries[i].start), Int64(bitPattern: queries[i].end.rawValue ^ Self.sign))
                word |= lookup_opaque(covered ? 1 : 0) &<< UInt64(i)
            }
            return word
        }
    }

    /// The search key of a start. No range starts at the highest number, so that one may stand for the number below it.
    @inline(__always)
    private static func wantedKey(_ start: PageFrame) -> Int64 {
        Int64(bitPattern: min(start.rawValue, .max - 1) ^ sign)
    }

    @inline(__always)
    private func child(of node: Int, level: Int, for start: Int64) -> Int {
        levels.withElements { levels in
            nodes.withElements { nodes in
                let keys = nodes + 8 &* (Int(levels[level]) &+ node)
                var rank = 0
                for key in 0..<Self.keys { rank &+= Int64(bitPattern: keys[key]) <= start ? 1 : 0 }
                return 9 &* node &+ rank
            }
        }
    }

    @inline(__always)
    private func prefetch(_ node: Int, level: Int) {
        guard level < levels.count else { return leaves.withElements { lookup_prefetch($0 + 8 &* node) } }
        levels.withElements { levels in nodes.withElements { lookup_prefetch($0 + 8 &* (Int(levels[level]) &+ node)) } }
    }

    @inline(__always)
    private func holds(_ leaf: Int, _ start: Int64, _ end: Int64) -> Bool {
        leaves.withElements { leaves in
            let lanes = leaves + 8 &* leaf
            var held: UInt64 = 0
            for lane in 0..<Self.leafCapacity {
                held |=
                    (Int64(bitPattern: lanes[lane]) <= start ? 1 : 0)
                    & (end <= Int64(bitPattern: lanes[Self.leafCapacity &+ lane]) ? 1 : 0)
            }
            return held != 0
        }
    }
}
