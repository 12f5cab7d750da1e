import HeapModule
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule
import Workloads

/// A machine with its PAMTs placed, and the oracle of its packings.
final class ReserveInput {
    let problem: ReservedAreaProblem
    let oracle: ReservedAreaOracle
    /// The least that must be given up with the tables where they are; nil where there is no packing.
    private(set) lazy var leastGivenUp = oracle.leastGivenUp()

    /// The nested scans' answers to `first`, by their name and limit: several members are compared with each.
    private var scanned: [String: Result<ReservedAreaPacking, ConstructionError>] = [:]

    /// The dataset's first TDMRs, which the nested scans can do in time.
    func first(limit: Int) -> ReservedAreaProblem {
        var first = problem
        first.maxReservedAreas = limit
        first.tdmrs = Array(first.tdmrs.prefix(8))
        first.placements = Array(first.placements.prefix(8))
        return first
    }

    func expected(_ model: any ReservedAreaPacker, limit: Int) -> Result<ReservedAreaPacking, ConstructionError> {
        let key = "\(model.name) \(limit)"
        if let known = scanned[key] { return known }
        let answer = Result { () throws(ConstructionError) in try model.pack(first(limit: limit)) }
        scanned[key] = answer
        return answer
    }

    init(_ problem: ReservedAreaProblem) {
        self.problem = problem
        oracle = ReservedAreaOracle(problem)
    }

    /// - Parameters:
    ///   - tdmrs: default: Linux's.
    ///   - maxReservedAreas: default: the map's limit.
    convenience init(_ map: ConstructionInput, tdmrs: [PageRange]? = nil, maxReservedAreas: Int? = nil) throws {
        let memlist = try MemlistOracle.entries(map.regions, cmrs: nil)
        let tdmrs = try tdmrs ?? LinuxCoverage().cover(memlist, limits: map.limits)
        let requests = tdmrs.map { PAMTRequest(tdmr: $0, node: NodeID(0), sizes: map.pamtSizes) }
        let memory = PageRanges(memlist.lazy.map(\.pages))
        let usable = map.cmrs.map { memory.intersection(PageRanges($0.map(\.wholePages))) } ?? memory
        self.init(
            ReservedAreaProblem(
                tdmrs: tdmrs, placements: Self.placements(requests, of: tdmrs, in: usable), memlist: memlist,
                cmrs: map.cmrs,
                maxReservedAreas: maxReservedAreas ?? map.limits.maxReservedAreas))
    }

    /// The tables of each TDMR in one run, in the middle of the longest unbroken memory that is left: an area more for each. Where no memory is long enough they lie at the
    /// bottom of their TDMR, over holes too, which the packers take as it comes.
    private static func placements(_ requests: [PAMTRequest], of tdmrs: [PageRange], in usable: PageRanges)
        -> [PAMTPlacement]
    {
        var free = Heap(usable.lazy.map(Room.init))
        return zip(tdmrs, requests).map { tdmr, request in
            guard let room = free.max?.pages, room.count >= request.size.pages else {
                return PAMTPlacement(request, at: tdmr.start + 2048)
            }
            let start = room.start + (room.count - request.size.pages) / 2
            free.replaceMax(with: Room(pages: PageRange(start: room.start, end: start)))
            free.insert(Room(pages: PageRange(start: start + request.size.pages, end: room.end)))
            return PAMTPlacement(request, at: start)
        }
    }

    private struct Room: Comparable {
        var pages: PageRange

        static func < (a: Self, b: Self) -> Bool { (a.pages.count, b.pages.start) < (b.pages.count, a.pages.start) }
    }
}

extension ReserveInput {
    /// 64 TDMRs of 4 GiB on 8 nodes, each with a run of 512 MiB that holds its tables; the rest are regions of random lengths with holes that are not convertible.
    static func crowded(regions: Int, maxReservedAreas: Int) throws -> ReserveInput {
        var random = SeededRandom(seed: 11)
        let tdmrs: Range<UInt64> = 0..<64
        let size = 4 * PageFrame.perGranule
        let run = size / 8
        let perTDMR = max(2, UInt64(regions) / UInt64(tdmrs.count))
        let slot = (size - run) / (perTDMR - 1)
        var list: [MemoryRegion] = []
        list.reserveCapacity(regions)
        for tdmr in tdmrs {
            let base = (1 + tdmr) * size
            let node = NodeID(UInt32(tdmr / 8))
            list.append(MemoryRegion(pages: PageRange(base, base + run), node: node))
            for index in 0..<(perTDMR - 1) {
                let start = base + run + index * slot + 1 + random.below(slot / 4)
                list.append(MemoryRegion(pages: PageRange(start, start + 1 + random.below(slot * 5 / 8)), node: node))
            }
        }
        let cmrs = list.map { CMR($0.pages) }
        let cover = tdmrs.map { PageRange((1 + $0) * size, (2 + $0) * size) }
        return try ReserveInput(
            ConstructionInput(regions: list, cmrs: cmrs), tdmrs: cover, maxReservedAreas: maxReservedAreas)
    }
}
