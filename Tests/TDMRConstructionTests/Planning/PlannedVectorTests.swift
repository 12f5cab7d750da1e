import PhysicalMemory
import TDMRConstruction
import TDXModule
import TestSupport
import Testing

/// The kernel's test vectors, planned anew.
@Suite struct PlannedVectorTests {
    /// Vectors whose kernel run ends with ENOSPC: what the planner is there for.
    static let exhausted = LinuxVector.all.filter { vector in
        guard
            case .failure(let error) = LinuxPlanner(.plain, placer: PAMTPlacers.named(vector.placement)).plan(
                vector.input
            ).outcome
        else { return false }
        switch error {
        case .tdmrsExhausted, .reservedAreasExhausted: return true
        default: return false
        }
    }

    @Test func `some vectors exhaust the kernel's strategy`() {
        #expect(Self.exhausted.count >= 5)
    }

    @Test(arguments: Thoroughness.sample(exhausted, of: 4))
    func `where Linux runs out of TDMRs or areas, a plan exists and nothing is withheld`(_ vector: LinuxVector) throws {
        for objective in Thoroughness.sample(PlanObjective.allCases, of: 2) {
            let result = BestPlanner(objective: objective, processors: 64).plan(vector.input)
            let layout = try result.outcome.get()
            #expect(layout.withheld.isEmpty, "\(objective)")
            #expect(verdict(on: layout, vector).isAccepted, "\(objective): \(verdict(on: layout, vector))")
        }
    }

    @Test func `whatever is planned, the module accepts`() throws {
        let vectors = Thoroughness.sample(LinuxVector.all, of: 2)
        var judged = 0
        for vector in vectors {
            for objective in [PlanObjective.default, .memory] {
                let result = BestPlanner(objective: objective, processors: 8).plan(vector.input)
                guard case .success(let layout) = result.outcome else { continue }
                let verdict = verdict(on: layout, vector)
                #expect(verdict.isAccepted, "\(vector), \(objective): \(verdict)")
                judged += 1
            }
        }
        // Of every two vectors one has a plan at the least, of both objectives.
        #expect(judged >= vectors.count, "\(judged) plans of \(vectors.count) vectors")
    }

    private func verdict(on layout: Layout, _ vector: LinuxVector) -> ConfigVerdict {
        let memlist = vector.input.regions
        let cmrs = vector.cmrs.isEmpty ? memlist.map { CMR($0.pages) } : vector.cmrs
        let platform = ConfigPlatform(keyIDs: vector.keyIDs, cmrs: cmrs, limits: vector.limits)
        return SweepingConfigJudge.verdict(
            on: ConfigCall(entries: layout.tdmrs.map(\.info), globalKeyID: vector.keyIDs.globalKeyID),
            platform: platform)
    }
}

extension LinuxVector {
    /// The vector as the planners take it.
    var input: ConstructionInput { ConstructionInput(regions: memory, cmrs: cmrs.isEmpty ? nil : cmrs, limits: limits) }
}
