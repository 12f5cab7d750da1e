import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule

/// A machine up to its PAMTs, and what packings of it are judged by.
final class ReserveInput {
    let problem: ReservedAreaProblem
    let oracle: ReservedAreaOracle
    /// The least that must be given up with the tables where they are; nil where there is no packing.
    private(set) lazy var leastGivenUp = oracle.leastGivenUp()

    init(_ problem: ReservedAreaProblem) {
        self.problem = problem
        oracle = ReservedAreaOracle(problem)
    }

    /// - Parameter maxReservedAreas: default: the map's limit.
    convenience init(_ map: ConstructionInput, maxReservedAreas: Int? = nil) throws {
        let memlist = try MemlistOracle.entries(map.regions, cmrs: nil)
        let tdmrs = try LinuxCoverage().cover(memlist, limits: map.limits)
        let requests = tdmrs.map { PAMTRequest(tdmr: $0, node: NodeID(0), sizes: map.pamtSizes) }
        let memory = PageRanges(memlist.lazy.map(\.pages))
        let usable = map.cmrs.map { memory.intersection(PageRanges($0.map(\.wholePages))) } ?? memory
        self.init(
            ReservedAreaProblem(
                tdmrs: tdmrs, placements: Self.placements(requests, of: tdmrs, in: usable), memlist: memlist, cmrs: map.cmrs,
                maxReservedAreas: maxReservedAreas ?? map.limits.maxReservedAreas))
    }

    /// The tables of each TDMR in one run, in the middle of the longest unbroken memory that is left: an area more for each. Where no memory is long enough they lie at the
    /// bottom of their TDMR, over holes too, which the packers take as it comes.
    private static func placements(_ requests: [PAMTRequest], of tdmrs: [PageRange], in usable: PageRanges) -> [PAMTPlacement] {
        var free = usable.sorted { $0.count > $1.count }.prefix(requests.count).map { $0 }
        return zip(tdmrs, requests).map { tdmr, request in
            let pages = request.pages
            guard let longest = free.indices.max(by: { free[$0].count < free[$1].count }), free[longest].count >= pages else {
                return PAMTPlacement(request, at: tdmr.start + 2048)
            }
            let room = free[longest]
            let start = room.start + (room.count - pages) / 2
            free[longest] = PageRange(start: room.start, end: start)
            free.append(PageRange(start: start + pages, end: room.end))
            return PAMTPlacement(request, at: start)
        }
    }
}

extension ReserveInput {
    /// 64 TDMRs of 4 GiB on 8 nodes, each with a run of 512 MiB that holds its tables; the rest are regions of random lengths with holes that are not convertible.
    static func crowded(regions: Int, maxReservedAreas: Int) throws -> ReserveInput {
        var random = SeededRandom(seed: 11)
        let tdmrs: UInt64 = 64
        let size = 4 * PageFrame.perGranule
        let run = size / 8
        let perTDMR = max(2, UInt64(regions) / tdmrs)
        let slot = (size - run) / (perTDMR - 1)
        var list: [MemoryRegion] = []
        list.reserveCapacity(regions)
        for tdmr in 0..<tdmrs {
            let base = (1 + tdmr) * size
            let node = NodeID(UInt32(tdmr / 8))
            list.append(MemoryRegion(pages: PageRange(base, base + run), node: node))
            for index in 0..<(perTDMR - 1) {
                let start = base + run + index * slot + 1 + random.below(slot / 4)
                list.append(MemoryRegion(pages: PageRange(start, start + 1 + random.below(slot * 5 / 8)), node: node))
            }
        }
        let cmrs = list.map { CMR(base: $0.start.address, size: $0.pages.size) }
        return try ReserveInput(ConstructionInput(regions: list, cmrs: cmrs), maxReservedAreas: maxReservedAreas)
    }
}
