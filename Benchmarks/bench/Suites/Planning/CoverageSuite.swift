import Measurement
import PhysicalMemory
import TDMRConstruction
import Workloads

/// Coverage alone. An operation is one set of extents.
enum CoverageSuite {
    static let family = Family(
        name: "coverage", summary: "TDMR extents over a memory list", operation: "coverage", unit: "region",
        reference: "linux",
        groups: (MapDataset.realMachines + MapDataset.syntheticMachines).map { data in
            BenchmarkGroup(
                dataset: data.dataset, mode: "limits", tier: data.tier, countedOperations: 4, contenders: contenders
            ) {
                let map = try data.map()
                return ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits)
            }
        })

    private static let contenders =
        CoverageStrategies.all.map { strategy in
            Contender<ConstructionInput>(strategy.name) { input in
                let memlist = try MemlistOracle.entries(input.regions, cmrs: nil)
                do throws(ConstructionError) {
                    _ = try strategy.cover(memlist, limits: input.limits)
                } catch {
                    throw NotApplicable(NoPlan(error: error))
                }
                return CoverWorkload(strategy: strategy, memlist: memlist, limits: input.limits)
            }
        } + [
            // The list read and a range for each TDMR written.
            .least { input in
                let memlist = try MemlistOracle.entries(input.regions, cmrs: nil)
                let tdmrs = (try? LinuxCoverage().cover(memlist, limits: input.limits).count) ?? 1
                return LeastWorkload(
                    reading: [memlist], writing: tdmrs * MemoryLayout<PageRange>.stride, units: memlist.count)
            }
        ]
}
