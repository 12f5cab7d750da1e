import PhysicalMemory
import SeededRandom
import TDXModule
import TestSupport
import Testing

@Suite struct TDMRInfoEncodingTests {
    private func randomEntry(_ random: inout SeededRandom) -> TDMRInfo {
        func table(_ random: inout SeededRandom) -> PAMTTable {
            PAMTTable(base: PhysicalAddress(random.next()), size: ByteCount(random.next()))
        }
        return TDMRInfo(
            base: PhysicalAddress(random.next()), size: ByteCount(random.next()), pamt1G: table(&random),
            pamt2M: table(&random),
            pamt4K: table(&random),
            reservedAreas: (0..<random.below(17)).map { _ in
                ReservedArea(offset: ByteCount(random.next()), size: ByteCount(random.next()))
            })
    }

    @Test func `an entry survives its 320 bytes`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let entry = randomEntry(&random)
            let bytes = entry.bytes()
            #expect(bytes.count == 320, "seed \(seed)")
            #expect(TDMRInfo(bytes: bytes) == entry, "seed \(seed)")
        }
    }

    @Test func `fields lie where the module looks for them, little endian`() {
        let entry = TDMRInfo(
            base: PhysicalAddress(0x0102_0304_0506_0708), size: ByteCount(0x11),
            pamt1G: PAMTTable(base: PhysicalAddress(0x12), size: ByteCount(0x13)),
            pamt2M: PAMTTable(base: PhysicalAddress(0x14), size: ByteCount(0x15)),
            pamt4K: PAMTTable(base: PhysicalAddress(0x16), size: ByteCount(0x17)),
            reservedAreas: [ReservedArea(offset: ByteCount(0x18), size: ByteCount(0x19))])
        let bytes = entry.bytes()
        #expect(Array(bytes[0..<8]) == [8, 7, 6, 5, 4, 3, 2, 1])
        for (index, byte) in (0x11...0x19).enumerated() { #expect(bytes[8 + 8 * index] == byte) }
        #expect(bytes[80...].allSatisfy { $0 == 0 })
    }

    @Test func `an unused slot between used ones is kept, and too few bytes are no entry`() {
        var entry = TDMRInfo.zero
        entry.reservedAreas = [
            ReservedArea(offset: ByteCount(1), size: .zero), ReservedArea(offset: .zero, size: .page),
        ]
        #expect(TDMRInfo(bytes: entry.bytes()) == entry)
        #expect(TDMRInfo(bytes: entry.bytes().dropLast()) == nil)
    }

    @Test(arguments: [(0, 512), (16, 1024), (32, 1024), (33, 1536)] as [(Int, Int)])
    func `Linux spaces entries by the reserved areas the metadata allows`(areas: Int, slot: Int) {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let entries = (0..<3).map { _ in
            var entry = randomEntry(&random)
            entry.reservedAreas = Array(entry.reservedAreas.prefix(areas))
            return entry
        }
        let array = TDMRInfo.linuxArray(entries, reservedAreas: areas)
        #expect(array.count == 3 * slot)
        for (index, entry) in entries.enumerated() {
            #expect(TDMRInfo(bytes: array[(index * slot)...], reservedAreas: areas) == entry, "seed \(seed)")
        }
    }
}
