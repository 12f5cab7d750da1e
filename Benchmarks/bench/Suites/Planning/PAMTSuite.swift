import Measurement
import PhysicalMemory
import TDMRConstruction
import Workloads

/// PAMT placement alone, for Linux's coverage. An operation is one set of placements.
enum PAMTSuite {
    static let family = Family(
        name: "pamt", summary: "places for the PAMTs of Linux's TDMRs", operation: "placement", unit: "TDMR",
        reference: "contig",
        merit: "reserved-areas",
        groups: (MapDataset.realMachines + MapDataset.syntheticMachines).map { data in
            BenchmarkGroup(
                dataset: data.dataset, mode: "linux-coverage", tier: data.tier, countedOperations: 4,
                contenders: contenders
            ) {
                let map = try data.map()
                return ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits)
            }
        })

    private static let contenders =
        PAMTPlacers.all.filter { $0.name != OffMapPageAllocator.name }.map { placer in
            Contender<ConstructionInput>(placer.name) { input in
                let (problem, memlist) = try problem(input)
                do throws(ConstructionError) {
                    _ = try placer.place(problem)
                } catch {
                    throw NotApplicable(NoPlan(error: error))
                }
                return PlacementWorkload(placer: placer, problem: problem, memlist: memlist)
            }
        } + [
            // The memory read and the places of the tables written.
            .least { input in
                let (problem, _) = try problem(input)
                return LeastWorkload(
                    reading: [problem.memory], writing: problem.tdmrs.count * MemoryLayout<PAMTPlacement>.stride,
                    units: problem.tdmrs.count)
            }
        ]

    private static func problem(_ input: ConstructionInput) throws -> (PAMTProblem, memlist: [MemoryRegion]) {
        let memlist = try MemlistOracle.entries(input.regions, cmrs: nil)
        let tdmrs = try LinuxCoverage().cover(memlist, limits: input.limits)
        let requests = tdmrs.map { tdmr in
            PAMTRequest(
                tdmr: tdmr, node: memlist.first { $0.end > tdmr.start }?.node ?? NodeID(0), sizes: input.pamtSizes)
        }
        let problem = PAMTProblem(tdmrs: tdmrs, requests: requests, memory: input.regions, cmrs: input.cmrs)
        return (problem, memlist)
    }
}
