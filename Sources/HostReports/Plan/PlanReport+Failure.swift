import Algorithms
internal import PhysicalMemory
public import TDMRConstruction

extension PlanReport {
    /// Why there is no layout; nil when there is one.
    /// - Parameter options: those the report was made with.
    public func failure(options: PlannerOptions) -> PlanFailure? {
        guard let error else { return nil }
        switch error {
        case .tooFewKeyIDs: return .tooFewKeyIDs(map.keyIDs)
        case .notConvertible(let region): return .notConvertible(region, place(of: region))
        case .tdmrsExhausted where strategy.followsKernel: return tdmrShortage(error)
        case .reservedAreasExhausted(let tdmr):
            return areaDemand(of: tdmr, options: options).map {
                .areasExhausted($0, limit: map.limits.maxReservedAreas)
            } ?? .other(error)
        case .outOfMemory where strategy.followsKernel:
            return result.memlist.isEmpty ? .noMemory : roomShortage(error, options)
        default: return .other(error)
        }
    }

    private func place(of region: MemoryRegion) -> PlanFailure.PlaceInCMRs {
        guard let cmrs = map.cmrs?.listed, !cmrs.isEmpty else { return .unknown }
        let pieces = cmrs.map { $0.wholePages.intersection(region.pages) }.filter { !$0.isEmpty }
        let inside = pieces.reduce(0) { $0 + $1.count }
        switch inside {
        case 0: return .outsideAll
        case region.pages.count: return .acrossTouching(pieces.count)
        default: return .partly(.pages(inside))
        }
    }

    private func tdmrShortage(_ error: ConstructionError) -> PlanFailure {
        var limits = map.limits
        limits.maxTDMRs = .max
        guard let tdmrs = try? LinuxCoverage().cover(result.memlist, limits: limits),
            tdmrs.count > max(1, map.limits.maxTDMRs)
        else { return .other(error) }
        return .tdmrsExhausted(
            needed: tdmrs.count, limit: map.limits.maxTDMRs, firstBeyond: tdmrs[max(1, map.limits.maxTDMRs)])
    }

    private func roomShortage(_ error: ConstructionError, _ options: PlannerOptions) -> PlanFailure {
        guard let tdmrs = try? LinuxCoverage().cover(result.memlist, limits: map.limits) else { return .other(error) }
        let requests = tdmrs.map { tdmr in
            let node = result.memlist.first { $0.end > tdmr.start }?.node ?? NodeID(0)
            return PAMTRequest(tdmr: tdmr, node: node, sizes: map.limits.pamtSizes(profile.pamt))
        }
        let placer = options.placer ?? PAMTPlacers.kernelDefault
        // The first TDMR with which placing fails: PAMTs are placed one after the other, so the ones before it do not depend on it.
        // With all of them it does fail.
        let first = requests.indices.dropLast().partitioningIndex { last in
            let problem = PAMTProblem(
                tdmrs: Array(tdmrs[...last]), requests: Array(requests[...last]), memory: map.memory, cmrs: map.cmrs)
            return (try? placer.place(problem)) == nil
        }
        guard requests.indices.contains(first) else { return .other(error) }
        let request = requests[first]
        let longest = map.memory.filter { $0.node == request.node }.map(\.pages.count).max() ?? 0
        return .noRoomForPAMT(
            tdmr: tdmrs[first], node: request.node, needed: request.size, longestRun: .pages(longest))
    }
}
