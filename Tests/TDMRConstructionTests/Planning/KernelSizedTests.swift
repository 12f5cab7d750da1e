import PhysicalMemory
import SeededRandom
@testable import TDXModule
import TestSupport
import Testing
import Workloads

@testable import TDMRConstruction

/// The kernel-sized construction: the one in C gives what the one in Swift gives, and what they give the module takes.
@Suite struct KernelSizedTests {
    static let machineCount: UInt64 = Thoroughness.isComplete ? 100_000 : 1_500

    private static func planners(_ processors: Int) -> (KernelSizedPlanner, KernelSizedCPlanner) {
        (KernelSizedPlanner(processors: processors), KernelSizedCPlanner(processors: processors))
    }

    /// What must be equal: the layout, or the error without the region or TDMR that it is about, which the C code does not tell.
    private static func outcome(_ result: PlanResult) -> Result<Layout, ConstructionError> {
        result.outcome.mapError { error in
            switch error {
            case .reservedAreasExhausted: .reservedAreasExhausted(PageRange(0, 0))
            case .impossible(.notAllConvertible): .impossible(.notAllConvertible(nil))
            default: error
            }
        }
    }

    @Test(arguments: LinuxVector.dynamic, PAMTMode.allCases)
    func `both answer every vector alike`(_ vector: LinuxVector, pamt: PAMTMode) {
        for processors in [1, 5, 64] {
            for cmrs in [vector.cmrs.isEmpty ? nil : vector.cmrs, nil] {
                let input = ConstructionInput(regions: vector.memory, cmrs: cmrs, limits: vector.limits, pamt: pamt)
                let (swift, c) = Self.planners(processors)
                #expect(Self.outcome(swift.plan(input)) == Self.outcome(c.plan(input)))
            }
        }
    }

    @Test func `both answer random machines alike, and the module takes what they give`() {
        let seed = TestSeed.next()
        var machines = MachineMaker(seed: seed)
        var random = SeededRandom(seed: seed &+ 1)
        var planned = 0
        for number in 0..<Self.machineCount {
            var input = machines.adversarial()
            // Mostly convertible: else there is little to be planned.
            if random.below(4) > 0 { input.cmrs = nil }
            if random.below(3) > 0 { input.limits = .standard }
            input.cmrs = input.cmrs?.sorted { $0.base < $1.base }
            input.pamt = random.below(2) == 0 ? .static : .dynamic
            let (swift, c) = Self.planners(Int(1 + random.below(80)))
            let result = swift.plan(input)
            guard Self.outcome(result) == Self.outcome(c.plan(input)) else {
                Issue.record("seed \(seed), machine \(number): the C code differs")
                return
            }
            guard case .success(let layout) = result.outcome else { continue }
            planned += 1
            if let fault = Self.fault(layout, input, result.memlist) {
                Issue.record("seed \(seed), machine \(number): \(fault)")
                return
            }
        }
        #expect(planned * 5 > Int(Self.machineCount), "seed \(seed): \(planned) planned")
    }

    /// What is wrong with a layout: memory that no TDMR serves and no table takes, or a verdict of the module.
    private static func fault(_ layout: Layout, _ input: ConstructionInput, _ memlist: [MemoryRegion]) -> String? {
        if !layout.withheld.isEmpty { return "memory is withheld" }
        var served: UInt64 = 0
        for tdmr in layout.tdmrs {
            let start = PageFrame(containing: tdmr.info.base)
            let pages = PageRange(start: start, end: start + tdmr.info.size.pages)
            for region in memlist {
                let part = region.pages.intersection(pages)
                served += part.count
                for area in tdmr.info.reservedAreas {
                    let reserved = PageRange(
                        start: start + area.offset.pages, end: start + area.offset.pages + area.size.pages)
                    served -= reserved.intersection(part).count
                }
            }
        }
        let memory = memlist.reduce(0) { $0 + $1.pages.count }
        guard served + layout.pamtSize.pages == memory else {
            return "\(memory) pages, \(served) served, \(layout.pamtSize.pages) tables"
        }
        guard input.limits.maxReservedAreas <= 16, memlist.last.map({ $0.end < PageFrame(1 << 34) }) ?? true else {
            return nil
        }
        let cmrs =
            input.cmrs?.filter { !$0.wholePages.isEmpty }
            ?? memlist.map { CMR($0.pages) }
        guard ConvertibleMemory(cmrs, keyIDField: KeyIDField(bits: 6)) != nil else { return nil }
        let verdict = ConfigVerdict(on: layout.tdmrs.map(\.info), cmrs: cmrs, limits: input.limits, pamt: input.pamt)
        return verdict.isAccepted ? nil : "\(verdict)"
    }
}
