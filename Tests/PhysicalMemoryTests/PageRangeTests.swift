import PhysicalMemory
import Testing

@Suite struct PageRangeTests {
    @Test func `an empty range is contained where it touches, as in Linux`() {
        let entry = PageRange(256, 512)
        #expect(entry.contains(PageRange(256, 256)))
        #expect(entry.contains(PageRange(512, 512)))
        #expect(!entry.contains(PageRange(513, 513)))
    }

    @Test func `a window that ends at 2^64 bytes prints its end`() {
        #expect(PageRange(0, 1 << 52).description == "[0x0, 0x10000000000000000)")
    }
}
