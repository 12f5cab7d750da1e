public import PhysicalMemory

/// `contig`: an idealised `alloc_contig_pages` over memory that is all free: first fit, upwards in steps of the run's own length, zone by zone.
///
/// The nodes are tried from the one asked for upwards and around; in each the zones NORMAL, DMA32, DMA. The first candidate is the zone's start rounded
/// up with the mask arithmetic of the kernel, which is no rounding when the length is no power of two. Free memory only shrinks, so each search goes on
/// where the last one for the same zone and length ended.
/// - Complexity: amortised O(log runs placed) an allocation, plus one look at each run of free memory for each length.
public struct ContigPageAllocator: PageRunAllocator {
    public static var name: String { "contig" }

    /// The zones by number: DMA, DMA32, NORMAL; upper bounds.
    private static let zoneEnds: [PageFrame] = [
        PageFrame(containing: PhysicalAddress(1 << 24)), PageFrame(containing: PhysicalAddress(1 << 32)), PageFrame(.max),
    ]

    private struct Search: Hashable {
        var zone: Int
        var pages: UInt64
    }

    /// Where a search goes on: the number of the run among those of its zone, and the candidate.
    private struct Position {
        var run: Int
        var candidate: PageFrame
    }

    private let nodes: NodeNumbering
    /// The first frame of each zone that has memory; zone number: 3 * node number + zone.
    private let zoneStarts: [PageFrame]
    private let runsByZone: GroupedRuns
    private var occupied = OccupiedFrames()
    private var positions: [Search: Position] = [:]

    public init(memory: [MemoryRegion], smallestRun: UInt64) {
        let nodes = NodeNumbering(memory)
        var zoneStarts = [PageFrame](repeating: PageFrame(.max), count: 3 * nodes.nodes.count)
        var tagged: [(group: Int, run: PageRange)] = []
        func add(_ run: PageRange, _ node: NodeID) {
            guard let number = nodes.number(of: node) else { return }
            let first = 3 * number
            var zoneLow = PageFrame(0)
            for zone in 0..<3 where !run.isEmpty {
                let piece = run.intersection(PageRange(start: zoneLow, end: Self.zoneEnds[zone]))
                zoneLow = Self.zoneEnds[zone]
                if piece.isEmpty { continue }
                zoneStarts[first + zone] = min(zoneStarts[first + zone], piece.start)
                let usable = PageRange(start: max(piece.start, .tdxMinimum), end: piece.end)
                if usable.count >= smallestRun { tagged.append((first + zone, usable)) }
            }
        }
        var current = MemoryRegion(pages: PageRange(0, 0), node: NodeID(0))
        for region in memory {
            if region.start == current.end && region.node == current.node {
                current.pages.end = region.end
            } else {
                add(current.pages, current.node)
                current = region
            }
        }
        add(current.pages, current.node)
        self.nodes = nodes
        self.zoneStarts = zoneStarts
        runsByZone = GroupedRuns(tagged, groups: zoneStarts.count)
    }

    public mutating func allocate(pages: UInt64, node: NodeID) -> PageFrame? {
        let count = nodes.nodes.count
        let first = nodes.firstNumber(from: node)
        for step in 0..<count {
            let number = (first + step) % count
            for zone in [2, 1, 0] {
                if let frame = allocate(Search(zone: 3 * number + zone, pages: pages)) { return frame }
            }
        }
        return nil
    }

    public mutating func occupy(_ run: PageRange) { occupied.insert(run) }

    private mutating func allocate(_ search: Search) -> PageFrame? {
        let runs = runsByZone[search.zone]
        guard !runs.isEmpty else { return nil }
        let pages = search.pages
        var position = positions[search] ?? Position(run: 0, candidate: firstCandidate(search))
        defer { positions[search] = position }
        while position.run < runs.count {
            let run = runs[runs.startIndex + position.run]
            var frame = Self.candidate(atOrAbove: run.start, from: position.candidate, step: pages)
            while frame + pages <= run.end {
                position.candidate = frame
                let wanted = PageRange(start: frame, end: frame + pages)
                guard let obstacle = occupied.firstOverlapping(wanted) else {
                    occupied.insert(wanted)
                    return frame
                }
                frame = Self.candidate(atOrAbove: obstacle.end, from: frame, step: pages)
            }
            position.run += 1
        }
        return nil
    }

    private func firstCandidate(_ search: Search) -> PageFrame {
        PageFrame((zoneStarts[search.zone].rawValue + search.pages - 1) & ~(search.pages - 1))
    }

    /// The first of `from`, `from` + `step`, `from` + 2 `step`, ... that is not below `bound`.
    private static func candidate(atOrAbove bound: PageFrame, from: PageFrame, step: UInt64) -> PageFrame {
        guard from < bound else { return from }
        return from + (bound - from + step - 1) / step * step
    }
}
