import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@Suite struct ByteCountTests {
    @Test func `a size is written exactly, in the largest unit that divides it`() {
        let texts: [(ByteCount, String)] = [
            (.zero, "0 B"), (ByteCount(1), "1 B"), (ByteCount(1023), "1023 B"), (.kib(1), "1 KiB"),
            (ByteCount(1025), "1025 B"), (.page, "4 KiB"), (.kib(1536), "1536 KiB"), (.mib(96), "96 MiB"),
            (.gib(2), "2 GiB"), (.gib(1024), "1 TiB"), (.gib(1536), "1536 GiB"), (.pages(3), "12 KiB"),
            (ByteCount(1 << 63), "8388608 TiB"), (ByteCount(.max), "18446744073709551615 B"),
        ]
        for (size, text) in texts { #expect(size.description == text) }
    }

    @Test func `rounding up takes the next multiple, whatever the power of two`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for shift in 0..<48 as Range<UInt64> {
            let alignment = ByteCount(1 << shift)
            let base = random.below(1 << 12) << shift
            let offsets: [UInt64] = [0, 1, random.below(1 << shift), (1 << shift) - 1]
            for offset in offsets where offset < 1 << shift {
                let size = ByteCount(base + offset)
                let rounded = size.roundedUp(to: alignment)
                #expect(rounded.rawValue % alignment.rawValue == 0 && rounded >= size, "seed \(seed)")
                #expect(rounded.rawValue - size.rawValue < alignment.rawValue, "seed \(seed)")
                #expect(size.isAligned(to: alignment) == (rounded == size), "seed \(seed)")
            }
        }
    }

    @Test func `KiB beyond a 64-bit number of bytes are the most below`() {
        let most: UInt64 = (1 << 54) - 1
        for kib in [0, 7, most] { #expect(ByteCount.kib(clamping: kib).kib == kib) }
        for kib in [most + 1, .max] { #expect(ByteCount.kib(clamping: kib).kib == most) }
    }

    @Test func `a count of elements is their strides`() {
        #expect(ByteCount(of: PageRange.self, count: 3) == ByteCount(48))
        #expect(ByteCount(of: UInt8.self, count: 0) == .zero)
        #expect(3 * ByteCount.kib(2) + .page - .kib(4) == .kib(6))
    }
}
