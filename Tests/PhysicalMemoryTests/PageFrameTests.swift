import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@Suite struct PageFrameTests {
    @Test func `a frame holds the addresses from its own up to the next one's`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let address = PhysicalAddress(random.below(1 << 52) & (random.below(2) == 0 ? ~0 : ~0xfff))
            let frame = PageFrame(containing: address)
            #expect(frame.address <= address && address < (frame + 1).address, "seed \(seed)")
            let above = PageFrame(atOrAbove: address)
            #expect(above == (frame.address == address ? frame : frame + 1), "seed \(seed)")
            #expect(address.isAligned(to: .page) == (above == frame), "seed \(seed)")
        }
    }

    @Test func `a granule's borders are the multiples of 262,144 frames beside`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for granule in [0, 1, random.below(1 << 22)] as [UInt64] {
            let start = granule * 262_144
            for offset in [0, 1, random.below(262_144), 262_143] as [UInt64] {
                let frame = PageFrame(start + offset)
                #expect(frame.granuleFloor == PageFrame(start), "seed \(seed)")
                #expect(frame.granuleCeiling == PageFrame(offset == 0 ? start : start + 262_144), "seed \(seed)")
                #expect(frame - frame.granuleFloor == offset, "seed \(seed)")
            }
        }
        #expect(PageFrame.perGranule == ByteCount.gib(1).pages)
    }

    @Test func `limits and texts are those of the architecture`() {
        #expect(PageFrame.tdxMinimum.address == PhysicalAddress(1 << 20))
        #expect(PageFrame.limit.address == PhysicalAddress.limit)
        #expect(
            PageFrame(0x6f800).description == "PFN 0x6f800" && PageFrame(0x6f800).address.description == "0x6f800000")
        #expect(PhysicalAddress(0x2000) - PhysicalAddress(0x1000) == .page)
        #expect(PhysicalAddress(0x1000) + .kib(4) == PhysicalAddress(0x2000))
    }
}
