import JSONText
import MemoryMaps
import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@Suite struct TextBufferTests {
    @Test func `ranges and sizes read as their descriptions do`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var text = ""
        var expected = ""
        var buffer = TextBuffer()
        for _ in 0..<2000 {
            let start = random.below(4) == 0 ? 0 : random.next() >> (12 + random.below(50))
            let range = PageRange(start, start + random.next() >> (13 + random.below(50)))
            let size = ByteCount((random.next() >> random.below(64)) << random.below(50))
            buffer.append(range)
            buffer.append(size)
            expected += range.description + size.description
            if buffer.isFull { buffer.empty(into: &text) }
        }
        buffer.append(PageRange(0, 1 << 52))
        buffer.append(ByteCount.zero)
        buffer.empty(into: &text)
        #expect(text == expected + "[0x0, 0x10000000000000000)0 B", "seed \(seed)")
    }

    @Test func `pieces are handed over in order and once`() {
        var buffer = TextBuffer()
        var bytes: [UInt8] = []
        for number in UInt64(0)..<50_000 {
            buffer.append(decimal: number)
            buffer.append("\n")
            if buffer.isFull { buffer.empty { bytes += $0 } }
        }
        buffer.empty { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == (0..<50_000).map { "\($0)\n" }.joined())
    }
}
