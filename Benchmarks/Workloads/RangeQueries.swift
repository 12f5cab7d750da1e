package import PhysicalMemory
package import SeededRandom

/// Makers of query streams for a memlist. Every stream is drawn from a generator that the caller owns: a fresh one per repetition keeps the branch
/// predictor from learning the queries.
package enum RangeQueries {
    /// Queries that are, with equal probability, inside an entry or across the border of one; entries are drawn evenly.
    ///
    /// A miss starts below its entry and ends in it, or starts in it and ends above. For an empty list the ranges lie anywhere.
    package static func halfCovered(_ memlist: [MemoryRegion], count: Int, random: inout SeededRandom) -> [PageRange] {
        var queries = [PageRange](repeating: PageRange(0, 0), count: count)
        halfCovered(memlist, into: &queries, random: &random)
        return queries
    }

    /// Overwrites `queries`: a new array for each measurement would be read from memory instead of the cache.
    package static func halfCovered(
        _ memlist: [MemoryRegion], into queries: inout [PageRange], random: inout SeededRandom
    ) {
        for i in queries.indices { queries[i] = halfCovered(memlist, random: &random) }
    }

    private static func halfCovered(_ memlist: [MemoryRegion], random: inout SeededRandom) -> PageRange {
        guard !memlist.isEmpty else {
            let start = random.below(1 << 36)
            return PageRange(start, start + 1 + random.below(1 << 16))
        }
        let entry = memlist[Int(random.below(UInt64(memlist.count)))].pages
        let inside = entry.start.rawValue + random.below(entry.count)
        let outside = 1 + random.below(1024)
        // The low bits of the draw, which `below` hardly uses, decide the kind: one draw fewer, independent of the place.
        switch random.next() >> 62 {
        case 0, 1: return PageRange(inside, inside + 1 + random.below(entry.end.rawValue - inside))
        case 2 where entry.start.rawValue >= outside: return PageRange(entry.start.rawValue - outside, inside + 1)
        default: return PageRange(inside, entry.end.rawValue + outside)
        }
    }

    /// Single memory blocks of `size` (a multiple of 128 MiB), drawn evenly from the first page of the list to the last.
    package static func memoryBlocks(
        _ memlist: [MemoryRegion], size: ByteCount = .mib(128), count: Int, random: inout SeededRandom
    ) -> [PageRange] {
        var queries = [PageRange](repeating: PageRange(0, 0), count: count)
        memoryBlocks(memlist, size: size, into: &queries, random: &random)
        return queries
    }

    /// Overwrites `queries`, as above.
    package static func memoryBlocks(
        _ memlist: [MemoryRegion], size: ByteCount = .mib(128), into queries: inout [PageRange],
        random: inout SeededRandom
    ) {
        let pages = size.pages
        let first = (memlist.first?.start.rawValue ?? 0) / pages
        let last = ((memlist.last?.end.rawValue ?? 0) + pages - 1) / pages
        let blocks = max(last, first + 1) - first
        for i in queries.indices {
            let start = (first + random.below(blocks)) * pages
            queries[i] = PageRange(start, start + pages)
        }
    }

    /// Queries that are error-prone: around every kind of border, empty, reversed, wrapping and far outside.
    package static func odd(_ memlist: [MemoryRegion], count: Int, random: inout SeededRandom) -> [PageRange] {
        let fixed: [UInt64] = [
            0, 1, 255, 256, 1 << 30, 1 << 31, 1 << 32, 1 << 39, (1 << 40) - 1, 1 << 40, 1 << 52, 1 << 63, .max - 1,
            .max,
        ]
        func border(_ random: inout SeededRandom) -> UInt64 {
            guard !memlist.isEmpty, random.below(8) != 0 else { return fixed[Int(random.below(UInt64(fixed.count)))] }
            let entry = memlist[Int(random.below(UInt64(memlist.count)))].pages
            return (random.below(2) == 0 ? entry.start.rawValue : entry.end.rawValue) &+ random.below(5) &- 2
        }
        return (0..<count).map { _ in
            let start = border(&random)
            return switch random.below(8) {
            case 0: PageRange(start, start)
            case 1: PageRange(start, start &+ 1)
            case 2: PageRange(start, start &+ random.below(1 << 20))
            case 3: PageRange(start, start &- random.below(1 << 10))
            case 4: PageRange(start, start &+ random.next())
            default: PageRange(start, border(&random))
            }
        }
    }
}
