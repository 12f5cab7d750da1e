@testable import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXModule
import Testing

@Suite struct SyntheticPresetTests {
    /// Presets by name with fewer regions than usual where they have very many: the rule they follow does not depend on it.
    private static func map(_ preset: String, seed: UInt64 = 1) throws -> HostMemoryMap {
        let named = try SyntheticPreset.named(preset)
        guard case .pattern(_, let regions) = named.source, regions > 100_000 else {
            return try Recipe(preset: preset, seed: seed).map()
        }
        return try Recipe(preset: preset, regions: 70_000, seed: seed).map()
    }

    private static func tdmrs(_ preset: String) throws -> [PageRange] {
        try LinuxCoverage().cover(
            try map(preset).memory.filter { $0.start >= .tdxMinimum }, limits: ModuleLimits(maxTDMRs: 1 << 20))
    }

    private static func linux(_ preset: String, _ variant: LinuxPlanner.Variant = .plain) throws -> PlanResult {
        let map = try map(preset)
        return LinuxPlanner(variant).plan(ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits))
    }

    @Test(arguments: SyntheticPreset.all.map(\.name))
    func `a preset is a valid map, the same each time and another one for another seed unless all is fixed`(
        _ preset: String
    ) throws {
        let map = try Self.map(preset)
        #expect(map.memory.allSatisfy { $0.start < $0.end && $0.end <= .limit })
        #expect(zip(map.memory, map.memory.dropFirst()).allSatisfy { $0.end <= $1.start })
        #expect((map.cmrs?.count ?? 0) <= 32)
        #expect(try Self.map(preset) == map)
        // Stripes and doubling holes leave nothing to chance.
        let hasChoice = preset != "adversarial-stripes" && preset != "adversarial-exponential-gaps"
        #expect(try (Self.map(preset, seed: 2) != map) == hasChoice)
    }

    @Test(arguments: SyntheticPreset.all.map(\.name))
    func `a preset has as many regions as asked`(_ preset: String) throws {
        let least =
            if case .pattern(let pattern, _) = try SyntheticPreset.named(preset).source {
                pattern.allowedRegions.lowerBound
            } else { 64 }
        for regions in [least, least + 1, 2 * least + 37, 65_536] {
            #expect(try Recipe(preset: preset, regions: regions).map().memory.count == regions)
        }
    }

    @Test func `the Emerald Rapids preset needs 17 areas in its first two GiB, as the real machine did`() throws {
        #expect(try Self.linux("emr-2s-snc").outcome == .failure(.reservedAreasExhausted(PageRange(0, 0x80000))))
        #expect(
            try Self.map("emr-2s-snc").cmrs?.map(\.base.rawValue) == [
                0x100000, 0x1_0000_0000, 0x10_8000_0000, 0x20_8000_0000, 0x30_8000_0000,
            ])
        #expect(
            try Self.map("emr-2s-snc").cmrs?.last
                == CMR(base: PhysicalAddress(0x30_8000_0000), size: ByteCount(0xf_fc00_0000)))
        #expect(throws: Never.self) { try Self.linux("emr-2s-snc", .cmrPatch).outcome.get() }
    }

    @Test(arguments: 0..<50)
    func `the Granite Rapids preset has more than 16 holes in one granule, all of them convertible`(_ seed: Int) throws
    {
        let map = try Recipe(preset: "gnr-fragmented", seed: UInt64(seed)).map()
        let second = PageRange(0x40000, 0x80000)
        let inside = map.memory.filter { $0.pages.overlaps(second) }
        let gaps = zip(inside, inside.dropFirst()).filter { $0.end < $1.start }
        #expect(gaps.count >= 16)
        let low = try #require(map.cmrs?.first)
        #expect(gaps.allSatisfy { $1.start.address < low.base + low.size })
        let plan = LinuxPlanner(.plain).plan(ConstructionInput(regions: map.memory, cmrs: map.cmrs))
        #expect(plan.outcome == .failure(.reservedAreasExhausted(second)))
        let patched = LinuxPlanner(.cmrPatch).plan(ConstructionInput(regions: map.memory, cmrs: map.cmrs))
        #expect(throws: Never.self) { try patched.outcome.get() }
    }

    @Test func `large machines have the memory their name says`() throws {
        func memory(_ preset: String) throws -> UInt64 {
            try Self.map(preset).memory.reduce(0) { $0 + $1.pages.count } >> 28
        }
        // What firmware keeps makes a little less than 12 and 64 TiB of it.
        #expect(try memory("16s-12tib") == 11)
        #expect(try memory("32s-64tib") == 63)
        #expect(try Self.map("16s-12tib").memory.contains { $0.start.address.rawValue == 0xe0_0000_0000 })
        #expect(try Self.map("32s-64tib").packages == 32)
    }

    @Test(arguments: [63, 64, 65])
    func `a preset named for a number of TDMRs needs so many`(_ count: Int) throws {
        #expect(try Self.tdmrs("adversarial-tdmrs-\(count)").count == count)
        let outcome = try Self.linux("adversarial-tdmrs-\(count)").outcome
        if count > 64 {
            #expect(outcome == .failure(.tdmrsExhausted))
        } else {
            #expect(throws: Never.self) { try outcome.get() }
        }
    }

    @Test(arguments: [15, 16, 17])
    func `a preset named for a number of holes fits Linux while an area is left for the PAMT`(_ count: Int) throws {
        let outcome = try Self.linux("adversarial-holes-\(count)").outcome
        if count > 15 {
            #expect(outcome == .failure(.reservedAreasExhausted(PageRange(0x100000, 0x200000))))
        } else {
            #expect(try outcome.get().tdmrs.map(\.info.reservedAreas.count) == [16])
        }
    }

    @Test func `patterns of TDMRs have them`() throws {
        #expect(try Self.tdmrs("adversarial-one-entry-tdmrs").count == 16_384)
        #expect(try Self.map("adversarial-one-entry-tdmrs").limits.maxTDMRs == 16_384)
        #expect(try Self.tdmrs("contiguous").count == 64)
        #expect(try Self.tdmrs("adversarial-span-hole").count == 16)
    }

    @Test func `the 64-node machines have the runs that their names say`() throws {
        func runs(_ preset: String, _ regions: Int) throws -> [PageRange] {
            try Recipe(preset: preset, regions: regions).map().memory.map(\.pages)
        }
        #expect(try runs("adversarial-64n-runs", 100_000).count { $0.size >= .gib(4) } >= 64)
        #expect(try runs("adversarial-64n-crumbs", 65_536).allSatisfy { $0.size < .gib(4) })
        #expect(try runs("adversarial-64n-dust", 100_000).allSatisfy { $0.size < .mib(4) })
        let nodes = Set(try Self.map("adversarial-64n-runs").memory.map(\.node))
        #expect(nodes.count == 64)
        // 64 TiB but for the holes.
        #expect(try runs("adversarial-64n-crumbs", 100_000).reduce(0) { $0 + $1.count } >> 28 >= 56)
    }
}
