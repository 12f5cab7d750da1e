import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

/// Plans rungs; layouts are shared between rungs that differ in time only.
struct LadderBuilder {
    let map: HostMemoryMap
    let takesMemoryForCMRs: Bool
    let topology: ProcessorTopology
    let costs: CostModel
    let base: PlatformProfile
    private var results: [String: PlanResult] = [:]
    private var candidates: [String: [StartUpPlanner.Candidate]] = [:]
    private(set) var leastInitialization: Picoseconds?

    init(
        map: HostMemoryMap, takesMemoryForCMRs: Bool, topology: ProcessorTopology, costs: CostModel,
        base: PlatformProfile
    ) {
        self.map = map
        self.takesMemoryForCMRs = takesMemoryForCMRs
        self.topology = topology
        self.costs = costs
        self.base = base
    }

    private func profile(_ changes: Set<LadderChange>) -> PlatformProfile {
        guard changes.contains(.dynamicPAMT) else { return base }
        return base.rules.supportsDynamicPAMT ? PlatformProfile(kernel: .tip, module: base.module) : .dynamicPAMT
    }

    mutating func rung(_ name: String, _ changes: Set<LadderChange>) -> LadderRung {
        let planner = LinuxVariantPlanner(
            usesCMRs: changes.contains(.cmrAreas), parts: changes.contains(.split) ? topology.processors : nil,
            placesBesideHoles: changes.contains(.besideHoles))
        let key = "linux \(planner.usesCMRs) \(planner.parts ?? 0) \(planner.placesBesideHoles)"
        return rung(name, changes, result(planner, changes, key: key))
    }

    private func input(_ pamt: PAMTMode) -> ConstructionInput {
        var input = map.construction
        input.pamt = pamt
        return input
    }

    private mutating func result(_ planner: any Planner, _ changes: Set<LadderChange>, key: String) -> PlanResult {
        let pamt = profile(changes).pamt
        let result = results["\(key) \(pamt)"] ?? planner.plan(input(pamt))
        results["\(key) \(pamt)"] = result
        return result
    }

    /// The plan that starts first where memory is allocated as the changes say.
    private mutating func best(_ changes: Set<LadderChange>) -> PlanResult {
        let profile = profile(changes)
        let planner = StartUpPlanner(
            costs: costs.of(profile.rules, bitmapBits: map.limits.pamtBitmapBits), processors: topology.processors,
            allocation: allocation(changes))
        let key = "\(profile.pamt)"
        let found = candidates[key] ?? planner.candidates(input(profile.pamt))
        candidates[key] = found
        if changes.isDisjoint(with: [.dynamicPAMT]) {
            leastInitialization = found.filter { $0.withheld == found.map(\.withheld).min() }.map {
                planner.costs.initTimes($0.work, pamt: profile.pamt).parallel(processors: topology.processors)
            }.min()
        }
        return planner.best(of: found, pamt: profile.pamt)?.result ?? planner.plan(input(profile.pamt))
    }

    private func allocation(_ changes: Set<LadderChange>) -> PAMTAllocation {
        PAMTAllocation(
            source: changes.contains(.bootAlloc) ? .memblock : .contiguousRange,
            zeroes: changes.isDisjoint(with: [.noZeroing, .bootAlloc]), isParallel: changes.contains(.parallelAlloc))
    }

    /// - Parameter joiningRuns: whether PAMTs that touch are allocated together.
    private func rung(_ name: String, _ changes: Set<LadderChange>, _ result: PlanResult, joiningRuns: Bool = false)
        -> LadderRung
    {
        let profile = profile(changes)
        var rung = LadderRung(
            name: name, changes: LadderChange.allCases.filter(changes.contains), layout: nil, obstacle: nil,
            memory: nil,
            isParallel: changes.contains(.parallelInit),
            allocation: allocation(changes),
            profile: profile,
            work: (try? result.outcome.get())?.initWork(memory: map.memory, joiningRuns: joiningRuns) ?? [],
            topology: topology,
            reads: changes.contains(.cmrAreas) ? .withCMRs : .basic, bitmapBits: map.limits.pamtBitmapBits)
        judge(result, &rung)
        return rung
    }

    private func judge(_ result: PlanResult, _ rung: inout LadderRung) {
        guard map.keyIDs.tdx >= 2 else { return rung.obstacle = .tooFewKeyIDs }
        if let obstacle = rung.profile.obstacle(on: map) { return rung.obstacle = .construction(obstacle) }
        switch result.outcome {
        case .failure(let error): rung.obstacle = .construction(error)
        case .success(let layout):
            if map.limits.maxReservedAreas <= PlanReport.slotsOfTheModule {
                let verdict = ConfigVerdict(
                    on: layout.tdmrs.map(\.info), cmrs: map.cmrs ?? [], keyIDs: map.keyIDs, limits: map.limits,
                    pamt: rung.profile.pamt,
                    rules: rung.profile.rules)
                if case .refused(let refusal) = verdict {
                    let sentence = map.sentence(refusal, takesMemoryForCMRs: takesMemoryForCMRs, rung.profile)
                    return rung.obstacle = .refused(refusal, sentence: sentence)
                }
            }
            rung.layout = layout
            rung.memory = PAMTMemory(layout, on: map, mode: rung.profile.pamt)
        }
    }

    /// Changes on top of each other, each time the one that gains most; those that gain nothing are left out.
    mutating func cumulated() -> [LadderRung] {
        var rungs: [LadderRung] = []
        var changes: Set<LadderChange> = []
        var current = rung("", changes)
        while true {
            var best: (rung: LadderRung, changes: Set<LadderChange>)?
            for change in LadderChange.allCases where !changes.contains(change) {
                var next = changes
                next.formUnion(change == .split ? [.parallelInit, .split] : [change])
                let candidate = rung("", next)
                if isBetter(candidate, than: best?.rung ?? current) { best = (candidate, next) }
            }
            guard let best else { return rungs }
            var next = best.rung
            let added = LadderChange.allCases.filter { best.changes.contains($0) && !changes.contains($0) }
            next.name = (rungs.isEmpty ? "first: " : "+ ") + added.map(\.rawValue).joined(separator: ", ")
            rungs.append(next)
            changes = best.changes
            current = next
        }
    }

    private func isBetter(_ rung: LadderRung, than other: LadderRung) -> Bool {
        guard let time = rung.time(costs)?.total else { return false }
        guard let before = other.time(costs)?.total else { return true }
        return time < before
    }

    private func hasTables(_ layout: Layout, of pamt: PAMTMode) -> Bool {
        let sizes = map.limits.pamtSizes(pamt)
        return layout.tdmrs.allSatisfy { $0.info.pamt4K.size == sizes.size(.page4K, granules: $0.info.size.gib) }
    }

    /// The kernel-sized construction and the best plan, with the ways to allocate that matter.
    mutating func whole() -> [LadderRung] {
        var rungs: [LadderRung] = []
        for (name, key) in [("kernel-sized", "kernel"), ("best", "best")] {
            for extra in [
                [], [.noZeroing], [.noZeroing, .parallelAlloc], [.bootAlloc], [.dynamicPAMT],
                [.dynamicPAMT, .bootAlloc],
            ]
                as [[LadderChange]]
            {
                let changes = Set<LadderChange>([.cmrAreas, .parallelInit, .split, .besideHoles] + extra).subtracting(
                    key == "kernel" ? [.besideHoles] : [])
                let profile = profile(changes)
                let own = costs.of(profile.rules, bitmapBits: map.limits.pamtBitmapBits)
                let result =
                    key == "kernel"
                    ? result(KernelSizedPlanner(costs: own, processors: topology.processors), changes, key: key)
                    : best(changes)
                let rung = rung(
                    ([name] + extra.map(\.rawValue)).joined(separator: " + "), changes, result, joiningRuns: true)
                // A planner that makes tables of another kind has nothing to say here.
                if rung.layout.map({ hasTables($0, of: profile.pamt) }) ?? true { rungs.append(rung) }
            }
        }
        return rungs
    }
}
