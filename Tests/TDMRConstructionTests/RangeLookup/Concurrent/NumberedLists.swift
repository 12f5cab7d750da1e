import PhysicalMemory
import TDMRConstruction
import TestSupport
import Workloads

/// Lists that say which one they are, so that an answer made from two of them is noticed.
///
/// List k has an entry in block i of sixteen where bit i of k is set, and one in block 16 + i where it is not: two lists differ in both. One entry is k + 1
/// pages long, so that a single query tells whether the list has come that far. A tail of changing length makes the lists grow and shrink.
enum NumberedLists {
    static let count = Thoroughness.cases(quick: 40, complete: 60, thorough: 600)

    static func list(_ number: Int) -> [MemoryRegion] {
        func entry(_ start: UInt64, _ pages: UInt64) -> MemoryRegion {
            MemoryRegion(pages: PageRange(start, start + pages), node: NodeID(0))
        }
        let blocks = (0..<32).filter { block in (number >> (block % 16) & 1 == 1) == (block < 16) }.map {
            entry(blockStart($0), 1 << 15)
        }
        let tail = (0..<UInt64(number * 7 % 50)).map { entry(1 << 32 + $0 << 16, 1 + UInt64(number)) }
        return blocks + [entry(ruler, UInt64(number) + 1)] + tail
    }

    private static func blockStart(_ block: Int) -> UInt64 { UInt64(block) << 16 }
    private static let ruler: UInt64 = 1 << 30

    /// Covered from list `number` on.
    static func page(from number: Int) -> PageRange { PageRange(ruler + UInt64(number), ruler + UInt64(number) + 1) }

    /// The first half word of answers says the number; the rest has to agree.
    static let queries: [PageRange] =
        (0..<32).map { PageRange(blockStart($0), blockStart($0) + 1 << 15) }
        + (0..<64).map { i in
            let start: UInt64 = 1 << 32 + UInt64(i % 50) << 16
            return PageRange(start, start + UInt64(i * 37 % 200) + 1)
        }

    /// The oracle's answers, list by list.
    static let answers: [[UInt64]] = (0..<count).map { number in
        let oracle = RangeLookupOracle(list(number), predicate: .oneEntry)
        var words = [UInt64](repeating: 0, count: (queries.count + 63) / 64)
        for (i, query) in queries.enumerated() where oracle.covers(query) { words[i / 64] |= 1 << UInt64(i % 64) }
        return words
    }

    /// The list that `words` are the answers of; nil where there is none.
    static func number(_ words: [UInt64]) -> Int? {
        let number = Int(words[0] & 0xffff)
        return number < count && words == answers[number] ? number : nil
    }
}
