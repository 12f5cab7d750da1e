import Measurement
import TDMRConstruction

/// Reserved areas of all TDMRs of a machine. An operation is one packing; a unit is one region.
enum ReserveSuite {
    static let family = Family(
        name: "reserve", summary: "reserved areas: holes and PAMTs of every TDMR", operation: "packing", unit: "region",
        reference: "memblock-holes-scan", merit: "given-up",
        groups: machines + stripes + manyTDMRs + [16, 4].flatMap(tight))

    /// Real and synthetic machines; limits are raised, so that those on which the kernel gives up are packed too.
    private static let machines = (MapDataset.realMachines + MapDataset.syntheticMachines + MapDataset.sizes).map {
        machine in
        group(machine.dataset, machine.tier) { try machine.construction(raisingLimits: true) }
    }

    private static let stripes = [1024, 1 << 20].map { size in
        group(.init("striped-\(size)", size: size)) { ConstructionMaps.striped(regions: size) }
    }

    private static let manyTDMRs = [1024, 1 << 14].map { size in
        group(.init("tdmrs-\(size)", size: size)) { ConstructionMaps.oneRegionEach(tdmrs: size) }
    }

    private static func group(
        _ dataset: BenchmarkGroup.Dataset, _ tier: BenchmarkGroup.Tier = .standard,
        _ map: @escaping @Sendable () throws -> ConstructionInput
    ) -> BenchmarkGroup {
        BenchmarkGroup(
            dataset: dataset, mode: "kernel-areas", tier: tier, countedOperations: 4,
            contenders: contenders { _ in true }
        ) {
            var map = try map()
            map.limits.maxReservedAreas = 1 << 30
            return try ReserveInput(map)
        }
    }

    /// More holes than areas: the memory that each member gives up. Members that give up nothing would only fail.
    private static func tight(_ limit: Int) -> [BenchmarkGroup] {
        let real = MapDataset.realMachines.map { machine in
            tightGroup(machine.dataset, machine.tier, limit) {
                try ReserveInput(machine.construction(raisingLimits: true), maxReservedAreas: limit)
            }
        }
        let crowded = [1024, 1 << 14, 1 << 17, 1 << 20].map { size in
            // With 4 areas the largest costs as much per region as with 16.
            let isShown = size != 1 << 17 && (size, limit) != (1 << 20, 4)
            return tightGroup(.init("holes-\(size)", size: size), isShown ? .standard : .extended, limit) {
                try ReserveInput.crowded(regions: size, maxReservedAreas: limit)
            }
        }
        return real + crowded
    }

    private static func tightGroup(
        _ dataset: BenchmarkGroup.Dataset, _ tier: BenchmarkGroup.Tier, _ limit: Int,
        _ input: @escaping @Sendable () throws -> ReserveInput
    ) -> BenchmarkGroup {
        BenchmarkGroup(
            dataset: dataset, mode: "tight-\(limit)", tier: tier, countedOperations: 4,
            reference: LowestFirstPacker().name,
            contenders: contenders { $0.rule.givesUpMemory }, input: input)
    }

    private static func contenders(_ isWanted: (any ReservedAreaPacker) -> Bool) -> [Contender<ReserveInput>] {
        ReservedAreaPackers.all.filter(isWanted).map { contender($0) } + [limit]
    }

    private static func contender(_ packer: some ReservedAreaPacker) -> Contender<ReserveInput> {
        Contender(packer.name, maximumSize: packer is NestedScanPacker ? 1 << 13 : nil) {
            PackWorkload(packer: packer, input: $0)
        }
    }

    private static let limit = Contender<ReserveInput>("read-and-write", role: .limit) {
        try ReserveLimitWorkload(input: $0)
    }
}
