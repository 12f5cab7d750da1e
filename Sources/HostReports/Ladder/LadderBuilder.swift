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
    private var results: [PlanKey: PlanResult] = [:]
    private var candidates: [PAMTMode: [StartUpPlanner.Candidate]] = [:]
    private(set) var leastInitialization: Picoseconds?

    /// The parameters that a plan depends on.
    private struct PlanKey: Hashable {
        enum Construction: Hashable {
            case linux(usesCMRs: Bool, parts: Int?, placesBesideHoles: Bool)
            case kernelSized
        }

        var construction: Construction
        var pamt: PAMTMode
    }

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

    mutating func rung(_ kind: LadderRung.Kind, _ name: String, _ changes: Set<LadderChange>) -> LadderRung {
        let planner = LinuxVariantPlanner(
            usesCMRs: changes.contains(.cmrAreas), parts: changes.contains(.split) ? topology.processors : nil,
            placesBesideHoles: changes.contains(.besideHoles))
        let construction = PlanKey.Construction.linux(
            usesCMRs: planner.usesCMRs, parts: planner.parts, placesBesideHoles: planner.placesBesideHoles)
        return rung(kind, name, changes, result(planner, changes, construction))
    }

    private func input(_ pamt: PAMTMode) -> ConstructionInput {
        var input = map.construction
        input.pamt = pamt
        return input
    }

    private mutating func result(
        _ planner: any Planner, _ changes: Set<LadderChange>, _ construction: PlanKey.Construction
    ) -> PlanResult {
        let key = PlanKey(construction: construction, pamt: profile(changes).pamt)
        let result = results[key] ?? planner.plan(input(key.pamt))
        results[key] = result
        return result
    }

    /// The plan that starts first where memory is allocated as the changes say.
    private mutating func best(_ changes: Set<LadderChange>) -> PlanResult {
        let profile = profile(changes)
        let planner = StartUpPlanner(
            costs: costs.of(profile.rules, bitmapBits: map.limits.pamtBitmapBits), processors: topology.processors,
            allocation: allocation(changes))
        let found = candidates[profile.pamt] ?? planner.candidates(input(profile.pamt))
        candidates[profile.pamt] = found
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
    private func rung(
        _ kind: LadderRung.Kind, _ name: String, _ changes: Set<LadderChange>, _ result: PlanResult,
        joiningRuns: Bool = false
    ) -> LadderRung {
        let profile = profile(changes)
        var rung = LadderRung(
            kind: kind, name: name, changes: LadderChange.allCases.filter(changes.contains), layout: nil, obstacle: nil,
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
            if map.limits.maxReservedAreas <= TDMRInfo.reservedAreaSlots {
                let verdict = ConfigVerdict(
                    on: layout.tdmrs.map(\.info), cmrs: map.cmrs ?? [], keyIDs: map.keyIDs, limits: map.limits,
                    pamt: rung.profile.pamt,
                    rules: rung.profile.rules)
                if case .refused(let refusal) = verdict {
                    return rung.obstacle = .refused(
                        map.explained(refusal, takesMemoryForCMRs: takesMemoryForCMRs, rung.profile))
                }
            }
            rung.layout = layout
            rung.memory = PAMTMemory(layout, on: map, mode: rung.profile.pamt)
        }
    }

    /// Changes on top of each other, each time the one that gains most; those that gain nothing are left out.
    mutating func onTopOfEachOther() -> [LadderRung] {
        var rungs: [LadderRung] = []
        var changes: Set<LadderChange> = []
        var current = rung(.onTop, "", changes)
        while true {
            var best: (rung: LadderRung, changes: Set<LadderChange>)?
            for change in LadderChange.allCases where !changes.contains(change) {
                var next = changes
                next.formUnion(change == .split ? [.parallelInit, .split] : [change])
                let candidate = rung(.onTop, "", next)
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
        for (kind, name) in [(LadderRung.Kind.kernelSized, "kernel-sized"), (.best, "best")] {
            for extra in [
                [], [.noZeroing], [.noZeroing, .parallelAlloc], [.bootAlloc], [.dynamicPAMT],
                [.dynamicPAMT, .bootAlloc],
            ]
                as [[LadderChange]]
            {
                let changes = Set<LadderChange>([.cmrAreas, .parallelInit, .split, .besideHoles] + extra).subtracting(
                    kind == .kernelSized ? [.besideHoles] : [])
                let profile = profile(changes)
                let own = costs.of(profile.rules, bitmapBits: map.limits.pamtBitmapBits)
                let result =
                    kind == .kernelSized
                    ? result(KernelSizedPlanner(costs: own, processors: topology.processors), changes, .kernelSized)
                    : best(changes)
                let rung = rung(
                    kind, ([name] + extra.map(\.rawValue)).joined(separator: " + "), changes, result, joiningRuns: true)
                // A planner that makes tables of another kind does not apply here.
                if rung.layout.map({ hasTables($0, of: profile.pamt) }) ?? true { rungs.append(rung) }
            }
        }
        return rungs
    }
}
