import MemoryMaps
import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@Suite struct OverlapResolverTests {
    private static func range(_ first: UInt64, _ last: UInt64, _ type: UInt32) -> FirmwareRange {
        FirmwareRange(first: PhysicalAddress(first), last: PhysicalAddress(last), type: FirmwareMemoryType(type))
    }

    /// The rule address by address, for ranges in the lowest 64 and the highest 8 addresses.
    private static func oracle(_ ranges: [FirmwareRange]) -> [FirmwareRange] {
        var resolved: [FirmwareRange] = []
        for cell in Array(0...63) + Array(UInt64.max - 7...UInt64.max) {
            guard let type = ranges.filter({ $0.first.rawValue <= cell && cell <= $0.last.rawValue }).map(\.type).max()
            else { continue }
            let isBorder = ranges.contains { $0.first.rawValue == cell || $0.last.rawValue &+ 1 == cell }
            if let last = resolved.last, last.type == type, last.last.rawValue &+ 1 == cell,
                !(type.keepsBorders && isBorder)
            {
                resolved[resolved.count - 1].last = PhysicalAddress(cell)
            } else {
                resolved.append(FirmwareRange(first: PhysicalAddress(cell), last: PhysicalAddress(cell), type: type))
            }
        }
        return resolved
    }

    private static func random(_ random: inout SeededRandom) -> [FirmwareRange] {
        let types: [UInt32] = [1, 1, 1, 2, 3, 4, 5, 7, 12, 20, 0xefff_ffff]
        return (0..<random.below(9)).map { _ in
            let low = random.below(8) == 0
            let first = low ? UInt64.max - random.below(8) : random.below(64)
            let last = low ? first + random.below(UInt64.max - first + 1) : first + random.below(64 - first)
            return range(first, last, types[Int(random.below(UInt64(types.count)))])
        }
    }

    @Test func `every resolver gives what the rule gives address by address`() {
        for seed in TestSeed.several(Thoroughness.cases(quick: 1500, thorough: 100_000)) {
            var random = SeededRandom(seed: seed)
            let ranges = Self.random(&random)
            let expected = Self.oracle(ranges)
            for resolver in OverlapResolvers.all {
                let resolved = resolver.resolve(ranges)
                #expect(resolved == expected, "\(resolver.name), seed \(seed): \(ranges)")
            }
        }
    }

    @Test func `large random maps are resolved alike, and resolving again changes nothing`() {
        for seed in TestSeed.several(20) {
            var random = SeededRandom(seed: seed)
            let ranges = (0..<300).map { _ in
                let first = random.below(1 << 40)
                return Self.range(
                    first, first + random.below(1 << random.number(in: 0...38)), 1 + UInt32(random.below(12)))
            }
            let results = OverlapResolvers.all.map { $0.resolve(ranges) }
            #expect(Set(results).count == 1, "seed \(seed)")
            for resolver in OverlapResolvers.all { #expect(resolver.resolve(results[0]) == results[0], "seed \(seed)") }
        }
    }

    /// Lists that are sorted in each of the ways there are, and types that need not fit into six bits.
    @Test(arguments: [(20, 13), (200, 13), (5000, 13), (200, 6), (200, 8)])
    func `maps of any length and with any types are resolved alike`(_ count: Int, _ highTypes: UInt64) {
        for seed in TestSeed.several(Thoroughness.cases(quick: 3, thorough: 100)) {
            var random = SeededRandom(seed: seed)
            let ranges = (0..<count).map { _ in
                let first = random.below(1 << 35)
                let type = random.below(3) == 0 ? 57 + UInt32(random.below(highTypes)) : UInt32(random.below(3))
                return Self.range(first, first + random.below(1 << random.number(in: 0...28)), type)
            }
            let results = OverlapResolvers.all.map { $0.resolve(ranges) }
            #expect(Set(results).count == 1, "seed \(seed)")
            let ascending = ranges.sorted { $0.first < $1.first }
            for resolver in OverlapResolvers.all { #expect(resolver.resolve(ascending) == results[0], "seed \(seed)") }
        }
    }

    /// As firmware hands them over: some touch, some of those are of one type; then a few of them reach into the next.
    @Test(arguments: [0, 1, 20] as [UInt64]) func `maps in order are resolved alike`(_ overlapping: UInt64) {
        for seed in TestSeed.several(Thoroughness.cases(quick: 10, thorough: 300)) {
            var random = SeededRandom(seed: seed)
            let types: [UInt32] = [0, 1, 1, 2, 7, 12, 56, 57, 0xefff_ffff]
            let ranges = (0..<1 + random.below(300)).map { index in
                let first = index << 12
                let length = random.below(2) == 0 ? 1 << 12 : 1 + random.below(1 << 12)
                let more = random.below(100) < overlapping ? random.below(1 << 14) : 0
                return Self.range(
                    first, first + length - 1 + more, types[Int(random.below(UInt64(types.count)))])
            }
            let results = OverlapResolvers.all.map { $0.resolve(ranges) }
            #expect(Set(results).count == 1, "seed \(seed)")
        }
    }

    /// A resolver that packs an address into a part of a word must know where that ends.
    @Test(arguments: 50...63) func `maps may end at any power of two`(_ exponent: Int) {
        let limit = UInt64(1) << UInt64(exponent)
        for last in [limit - 1, limit] {
            let ranges = [Self.range(4096, last, 1), Self.range(last - 4095, last, 2), Self.range(0, 4096, 58)]
            for resolver in OverlapResolvers.all {
                #expect(resolver.resolve(ranges) == SweepResolver.resolve(ranges), "\(resolver.name) to \(last)")
            }
            #expect(SweepResolver.resolve(ranges).map(\.type.rawValue) == [58, 1, 2])
        }
    }

    @Test func `the whole address space may be one range`() {
        for resolver in OverlapResolvers.all {
            #expect(resolver.resolve([]) == [])
            #expect(resolver.resolve([Self.range(0, .max, 1)]) == [Self.range(0, .max, 1)])
            #expect(
                resolver.resolve([Self.range(0, .max, 1), Self.range(0, 0, 2), Self.range(.max, .max, 2)])
                    == [Self.range(0, 0, 2), Self.range(1, .max - 1, 1), Self.range(.max, .max, 2)])
        }
    }

    @Test func `persistent memory keeps its borders, and RAM does not`() {
        for resolver in OverlapResolvers.all {
            #expect(resolver.resolve([Self.range(0, 9, 7), Self.range(10, 19, 7)]).count == 2)
            #expect(resolver.resolve([Self.range(0, 9, 1), Self.range(10, 19, 1)]) == [Self.range(0, 19, 1)])
            // A lesser entry inside cuts it too, as in Linux.
            #expect(
                resolver.resolve([Self.range(0, 9, 7), Self.range(3, 4, 1)]) == [
                    Self.range(0, 2, 7), Self.range(3, 4, 7), Self.range(5, 9, 7),
                ])
        }
    }
}
