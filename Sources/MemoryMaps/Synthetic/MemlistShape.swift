public import PhysicalMemory
import SeededRandom

/// The shapes of a memlist, from those of real firmware to the worst ones for an index. Each makes a list of any length.
public enum MemlistShape: String, CaseIterable, Sendable {
    /// No entry, for any requested length.
    case empty
    /// One entry, for any requested length.
    case oneEntry = "one-entry"
    /// Entries and holes of random sizes, 1 to 32,768 pages.
    case random
    /// 128 MiB memory blocks, in runs of random length with holes of random length.
    case memoryBlocks = "memory-blocks"
    /// Contiguous memory whose entries alternate between two nodes, 64 MiB each: every entry touches the next.
    case alternatingNodes = "alternating-nodes"
    /// Entries of random sizes, all of them touching.
    case touching
    /// Random entries, one page of hole between two.
    case onePageHoles = "one-page-holes"
    /// Entries of one page, random holes.
    case onePageEntries = "one-page-entries"
    /// Holes that double with every entry, from one page up to 2^35 (less in long lists), over and over: few places hold most entries.
    case exponentialGaps = "exponential-gaps"
    /// Half of the entries are single pages close together in one place; the others lie in groups of 16 that are spread over the whole address space.
    case crowded
    /// Self-similar groups of groups: the hole below entry i has 4^k pages, k being the number of zero bits at the end of i, at most 18, less in long lists.
    case nestedCrowds = "nested-crowds"
    /// Random entries, the first one at PFN 0.
    case startsAtZero = "starts-at-zero"
    /// Random entries, the last one ending at 2^52.
    case endsAtLimit = "ends-at-limit"
}

extension MemlistShape {
    /// A list of `count` entries of this shape: ascending, disjoint, below 2^52; the same seed gives the same list.
    /// - Precondition: `count` <= 2^24.
    public func memlist(count: Int, seed: UInt64) -> [MemoryRegion] {
        precondition(count <= 1 << 24)
        var random = SeededRandom(seed: seed)
        switch self {
        case .empty:
            return []
        case .oneEntry:
            return Self.chain(count: 1, from: random.below(1 << 30)) { _ in (0, random.number(in: 1...1 << 30)) }
        case .random:
            return Self.chain(count: count, from: 256) { _ in
                (random.number(in: 1...32_768), random.number(in: 1...32_768))
            }
        case .memoryBlocks:
            return Self.memoryBlocks(count, &random)
        case .alternatingNodes:
            return Self.chain(count: count, from: 256 << 10) { _ in (0, 1 << 14) }
        case .touching:
            return Self.chain(count: count, from: 256) { _ in (0, random.number(in: 1...32_768)) }
        case .onePageHoles:
            return Self.chain(count: count, from: 256) { _ in (1, random.number(in: 1...32_768)) }
        case .onePageEntries:
            return Self.chain(count: count, from: 256) { _ in (random.number(in: 1...32_768), 1) }
        case .exponentialGaps:
            return Self.exponentialGaps(count)
        case .crowded:
            return Self.crowded(count, &random)
        case .nestedCrowds:
            return Self.nestedCrowds(count)
        case .startsAtZero:
            return Self.chain(count: count, from: 0) { i in
                (i == 0 ? 0 : random.number(in: 1...4096), random.number(in: 1...4096))
            }
        case .endsAtLimit:
            let list = Self.chain(count: count, from: 256) { _ in
                (random.number(in: 1...4096), random.number(in: 1...4096))
            }
            return Self.moved(list, upTo: .limit)
        }
    }

    private static func memoryBlocks(_ count: Int, _ random: inout SeededRandom) -> [MemoryRegion] {
        // At most 3 blocks of hole and 16 of memory, fewer where so many entries would not fit below 2^52.
        let fitting = UInt64(1 << 25) / UInt64(max(count, 1))
        let hole = min(3, fitting / 2)
        let run = min(16, fitting - hole)
        return chain(count: count, from: 0) { _ in
            (random.below(hole + 1) << 15, random.number(in: 1...run) << 15)
        }
    }

    private static func exponentialGaps(_ count: Int) -> [MemoryRegion] {
        // The longest cycle of doublings such that all cycles fit below 2^39 pages; the holes of a cycle have 2^cycle pages, its entries one page each.
        let cycle: Int = (1...36).last { UInt64(count / $0 + 1) << UInt64($0) <= 1 << 39 } ?? 1
        return chain(count: count, from: 256) { (1 << UInt64($0 % cycle), 1) }
    }

    private static func crowded(_ count: Int, _ random: inout SeededRandom) -> [MemoryRegion] {
        let spread = (UInt64(1) << 39) / UInt64(count / 16 + 1)
        return chain(count: count, from: 256) { i in
            i % 16 != 0 || i < count / 2
                ? (random.below(2), 1) : (random.number(in: 1...spread), random.number(in: 1...3))
        }
    }

    private static func nestedCrowds(_ count: Int) -> [MemoryRegion] {
        // All holes together have about 2^k pages per entry, k being the highest power there is.
        let highest = min(18, 38 - (Int.bitWidth - count.leadingZeroBitCount))
        return chain(count: count, from: 256) { i in (1 << UInt64(2 * min(i.trailingZeroBitCount, highest)), 1) }
    }

    /// `count` entries, each `(hole, length)` pages above the one before it, nodes alternating.
    private static func chain(count: Int, from first: UInt64, step: (Int) -> (hole: UInt64, length: UInt64))
        -> [MemoryRegion]
    {
        var at = first
        var list: [MemoryRegion] = []
        list.reserveCapacity(count)
        for i in 0..<count {
            let (hole, length) = step(i)
            list.append(MemoryRegion(pages: PageRange(at + hole, at + hole + length), node: NodeID(UInt32(i & 1))))
            at += hole + length
        }
        return list
    }

    /// The list moved up until its last entry ends at `limit`.
    private static func moved(_ list: [MemoryRegion], upTo limit: PageFrame) -> [MemoryRegion] {
        let distance = limit - (list.last?.end ?? limit)
        return list.map {
            MemoryRegion(pages: PageRange(start: $0.start + distance, end: $0.end + distance), node: $0.node)
        }
    }
}
