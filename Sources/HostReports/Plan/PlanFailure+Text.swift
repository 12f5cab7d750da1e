import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

extension PlanFailure {
    /// What failed and why, in sentences for a user.
    public var sentences: [String] {
        switch self {
        case .tooFewKeyIDs(let keyIDs):
            return keyIDs.tdx == 0
                ? ["The BIOS gives TDX no private KeyID: TDX is not enabled on this machine."]
                : [
                    "The BIOS gives TDX one private KeyID. The module keeps the first for itself, so no guest could have one."
                ]
        case .notConvertible(let region, let place):
            return [
                "Memory region \(region.pages) on node \(region.node) (\(region.pages.size)) must lie inside one CMR. \(Self.sentence(place))"
            ]
        case .tdmrsExhausted(let needed, let limit, let first):
            return [
                "The memory list needs \(needed) TDMRs, the module takes \(limit). TDMR number \(max(1, limit) + 1) would begin at \(first.start.address).",
                "Linux never merges TDMRs: every region that is not inside the granules of the one before it costs one.",
            ]
        case .areasExhausted(let demand, let limit): return Self.sentences(demand, limit)
        case .noRoomForPAMT(let tdmr, let node, let needed, let longest):
            return [
                "TDMR \(tdmr) (\(tdmr.size)) needs a PAMT of \(needed) in one run, wanted on node \(node); no node has such a run left for this placement.",
                "The longest memory region of node \(node) is \(longest).",
            ]
        case .noMemory:
            return [
                "There is no memory above 1 MiB: the one TDMR is empty, and so is the PAMT that the allocator is asked for."
            ]
        case .other(.cmrsUnknown): return ["This strategy works with CMRs, and those of this machine are unknown."]
        case .other(let error): return [error.message ?? "\(error.status)."]
        }
    }

    private static func sentence(_ place: PlaceInCMRs) -> String {
        switch place {
        case .unknown: "No CMR is known."
        case .outsideAll: "It lies outside every CMR."
        case .acrossTouching(let count):
            "It lies across \(count) CMRs: all of it is convertible, but the patch looks at one CMR at a time."
        case .partly(let size): "Only \(size) of it are in CMRs."
        }
    }

    private static func sentences(_ demand: AreaDemand, _ limit: Int) -> [String] {
        let holes = demand.holes
        let pamts = demand.areas.count - holes.count
        var text = [
            "It needs \(demand.areas.count) reserved areas (\(count(holes.count, "hole")), \(count(pamts, "PAMT"))); the module takes \(limit)."
        ]
        if demand.areas.indices.contains(limit) {
            let area = demand.areas[limit]
            text.append(
                "Number \(limit + 1) in the order Linux adds them is \(area.pages), \(area.pages.size): \(area.origin.sentence)."
            )
        }
        let convertible = holes.count { $0.isConvertible == true }
        if convertible > 0 {
            text.append(
                "\(convertible) of the \(count(holes.count, "hole")) \(convertible == 1 ? "lies" : "lie") inside convertible memory and would need no area by the module's rules."
            )
        }
        return text
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
