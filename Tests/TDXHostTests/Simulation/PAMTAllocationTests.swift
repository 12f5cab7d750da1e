import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import TestSupport
import Testing

@Suite struct PAMTAllocationTests {
    private static func work(_ joined: [Bool]) -> [TDMRInitWork] {
        joined.map { TDMRInitWork(granules: 10, areas: 0, pamtNode: NodeID(0), runs: $0 ? 0 : 1) }
    }

    @Test func `a run is paid for once, however many PAMTs lie in it`() {
        let costs = CostModel.standard
        let apart = Self.work([false, false, false, false])
        let together = Self.work([false, true, true, true])
        let linux = PAMTAllocation.linux
        #expect(
            linux.time(apart, costs, pamt: .dynamic)
                == linux.time(together, costs, pamt: .dynamic) + 3 * costs.fixedAllocation)
        #expect(linux.time(apart, costs, pamt: .static) == linux.time(together, costs, pamt: .static))
        let boot = PAMTAllocation(source: .memblock)
        #expect(boot.time(apart, costs, pamt: .static) == 4 * costs.bootAllocation)
        #expect(boot.time(together, costs, pamt: .static) == costs.bootAllocation)
    }

    @Test func `the kernel-sized construction allocates once for each node`() throws {
        let map = try MapReader.read(Fixtures.datasets.appending(path: "real/tdx-host-2tb-build784/dmesg.txt").path).map
        var input = map.construction
        input.pamt = .dynamic
        let layout = try KernelSizedPlanner(processors: 64).plan(input).outcome.get()
        let work = layout.initWork(memory: map.memory, joiningRuns: true)
        #expect(work.count > 32)
        #expect(work.reduce(0) { $0 + $1.runs } == Set(work.map(\.pamtNode)).count)
        #expect(layout.initWork(memory: map.memory).allSatisfy { $0.runs == 1 })
        // Tables of the best plan may lie in any order; each node's have a lowest one, which begins a run.
        let best = try StartUpPlanner(costs: .standard, processors: 64).plan(input).outcome.get()
        let planned = best.initWork(memory: map.memory, joiningRuns: true)
        for tdmrs in Dictionary(grouping: planned, by: \.pamtNode).values {
            #expect((1...tdmrs.count).contains(tdmrs.reduce(0) { $0 + $1.runs }))
        }
    }

    @Test func `allocation without zeroing is never the slower one, whatever the parameters`() throws {
        var costs = CostModel.standard
        try costs.assign("t_alloc_bare=1.3")
        try costs.assign("t_alloc_zeroed=0.2")
        for model in [
            costs, .standard, CostModel.standard.extreme(slow: true), CostModel.standard.extreme(slow: false),
        ] {
            let (zeroed, bare) = (
                PAMTAllocation.linux.time(Self.work([false]), model, pamt: .static),
                PAMTAllocation(zeroes: false).time(Self.work([false]), model, pamt: .static)
            )
            #expect(bare <= zeroed)
        }
    }
}
