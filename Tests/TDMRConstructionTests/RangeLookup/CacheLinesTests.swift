import PhysicalMemory
import Testing

@testable import TDMRConstruction

@Suite struct CacheLinesTests {
    /// Below and above what gets a mapping of its own, and sizes that fill no page.
    @Test(arguments: [0, 1, 7, 1000, (4 << 20) / 8 - 1, (4 << 20) / 8, (4 << 20) / 8 + 9, 1_000_003])
    func `elements start at a cache line and stay what they were made`(_ count: Int) {
        let lines = CacheLines<UInt64>(count: count) { words in
            for i in words.indices { words.initializeElement(at: i, to: UInt64(i)) }
        }
        #expect(lines.size == UInt64(count) * ByteCount(8))
        lines.withElements { words in
            #expect(UInt(bitPattern: words) % 64 == 0)
            #if os(Linux)
            if lines.size >= .mib(4) { #expect(UInt(bitPattern: words) % (2 << 20) == 0) }
            #endif
            #expect((0..<count).allSatisfy { words[$0] == UInt64($0) })
        }
    }
}
