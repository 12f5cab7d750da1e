import Measurement
import PhysicalMemory
import TDMRConstruction
import Workloads

/// Construction from end to end: memlist, cover, PAMT placement, reserved areas. An operation is one layout; a unit is one region.
enum ConstructSuite {
    static let family = Family(
        name: "construct", summary: "from memory regions to TDMRs, end to end", operation: "layout", unit: "region",
        reference: "linux-literal",
        groups: machines + sizes + stripes + mixed + manyTDMRs)

    /// As the kernel would do it there, up to the point where it fails, if it does.
    private static let machines = (MapDataset.realMachines + MapDataset.syntheticMachines).map { machine in
        group(machine.dataset, machine.tier, mode: "contig") { try machine.construction() }
    }

    /// Random regions and holes without limits: the number of TDMRs grows with that of regions.
    private static let sizes = MapDataset.sizes.map { map in
        group(map.dataset, map.tier, mode: "off-map", literalUpTo: 1 << 14) {
            try map.construction(raisingLimits: true)
        }
    }

    private static let stripes = [16, 1024, 1 << 14, 1 << 18, 1 << 20].map { size in
        group(.init("striped-\(size)", size: size), mode: "off-map", literalUpTo: 1 << 18) {
            ConstructionMaps.striped(regions: size)
        }
    }

    private static let mixed = [1 << 14, 1 << 20].flatMap { size in
        ["contig", "top-down"].map { mode in
            group(.init("mixed-\(size)", size: size), mode: mode, literalUpTo: 1 << 14) {
                ConstructionMaps.mixed(regions: size)
            }
        }
    }

    private static let manyTDMRs = [1024, 4096, 1 << 14].flatMap { size in
        ["off-map", "contig", "top-down"].map { mode in
            group(.init("tdmrs-\(size)", size: size), mode: mode, literalUpTo: 4096) {
                ConstructionMaps.oneRegionEach(tdmrs: size)
            }
        }
    }

    /// - Parameter literalUpTo: the largest size at which the kernel's scans end within the time of the default run.
    private static func group(
        _ dataset: BenchmarkGroup.Dataset, _ tier: BenchmarkGroup.Tier = .standard, mode: String,
        literalUpTo: Int = .max,
        _ map: @escaping @Sendable () throws -> ConstructionInput
    ) -> BenchmarkGroup {
        BenchmarkGroup(
            dataset: dataset, mode: mode, tier: tier, countedOperations: 2,
            // Quadratic algorithms take minutes under callgrind.
            counting: literalUpTo == .max || (dataset.size ?? 0) <= 1024 ? .always : .whenNamed,
            contenders: contenders(placement: mode, literalUpTo)
        ) {
            try map()
        }
    }

    private static func contenders(placement: String, _ literalUpTo: Int) -> [Contender<ConstructionInput>] {
        let placer = PAMTPlacers.named(placement)
        return [
            Contender("linux-literal", maximumSize: literalUpTo) {
                PlanWorkload(planner: LinuxLiteralPlanner(.plain, placer: placer), input: $0, oracle: nil)
            },
            Contender("linux") {
                PlanWorkload(
                    planner: LinuxPlanner(.plain, placer: placer), input: $0,
                    oracle: LinuxLiteralPlanner(.plain, placer: placer))
            },
            Contender("kernel-sized") {
                PlanWorkload(planner: KernelSizedPlanner(processors: 64), input: try placed($0, placement), oracle: nil)
            },
            Contender("kernel-sized-c") {
                PlanWorkload(
                    planner: KernelSizedCPlanner(processors: 64), input: try placed($0, placement),
                    oracle: KernelSizedPlanner(processors: 64))
            },
            Contender("linux-cmr-literal", maximumSize: literalUpTo) {
                PlanWorkload(
                    planner: LinuxLiteralPlanner(.cmrPatch, placer: placer), input: try applicable($0), oracle: nil)
            },
            Contender("linux-cmr") {
                PlanWorkload(
                    planner: LinuxPlanner(.cmrPatch, placer: placer), input: try applicable($0),
                    oracle: LinuxLiteralPlanner(.cmrPatch, placer: placer))
            },
            .least { $0.least },
        ]
    }

    /// The kernel-sized construction has one allocator and an array for the module's own limits.
    private static func placed(_ input: ConstructionInput, _ placement: String) throws -> ConstructionInput {
        guard placement == ContigPageAllocator.name else { throw NotApplicable(ConstructionMismatch.tablesContiguous) }
        guard input.limits.maxTDMRs <= 64 else { throw NotApplicable(ConstructionMismatch.moreTDMRsThanModule) }
        return input
    }

    private static func applicable(_ input: ConstructionInput) throws -> ConstructionInput {
        guard let cmrs = input.cmrs else { throw NotApplicable(ConstructionMismatch.cmrsUnknown) }
        guard cmrs.count <= 32 else { throw NotApplicable(ConstructionMismatch.moreCMRsThanModule(cmrs.count)) }
        return input
    }
}
