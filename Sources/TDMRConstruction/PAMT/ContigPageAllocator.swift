public import PhysicalMemory

/// `contig`: an idealised `alloc_contig_pages` over memory that is all free: first fit, upwards in steps of the run's own length, zone by zone.
///
/// Nodes are tried in ascending order from the requested one on, then from the lowest; zones in the order NORMAL, DMA32, DMA. The first candidate is the
/// zone's start, rounded up with the kernel's mask arithmetic, which rounds wrongly when the length is not a power of two. Free memory only shrinks, so each
/// search resumes where the last one for the same zone and length ended.
/// - Complexity: amortised O(log runs placed) an allocation, plus one look at each run of free memory for each length.
public struct ContigPageAllocator: PageRunAllocator {
    public static var name: String { "contig" }

    /// Where a search resumes: the number of the run among those of its zone, and the candidate.
    private struct Position {
        var run: Int
        var candidate: PageFrame
    }

    private let nodes: NodeNumbering
    /// The first frame of each zone that has memory; zone number: 3 * node number + zone.
    private let zoneStarts: [PageFrame]
    private let runsByZone: PooledRuns
    private var occupied = PageRanges()
    private var positions: ResumedSearches<Position>

    public init(memory: [MemoryRegion], smallestRun: ByteCount) {
        var zones = Zones(memory, smallestRun: smallestRun)
        var current = MemoryRegion(pages: PageRange(0, 0), node: NodeID(0))
        for region in memory {
            if region.start == current.end && region.node == current.node {
                current.pages.end = region.end
            } else {
                zones.add(current)
                current = region
            }
        }
        zones.add(current)
        nodes = zones.nodes
        zoneStarts = zones.starts
        runsByZone = PooledRuns(zones.runs, pools: zoneStarts.count)
        positions = ResumedSearches(pools: zoneStarts.count)
    }

    public mutating func allocate(_ size: ByteCount, node: NodeID) -> PageFrame? {
        let count = nodes.nodes.count
        let first = nodes.firstNumber(from: node)
        for step in 0..<count {
            let number = (first + step) % count
            for zone in [2, 1, 0] {
                if let frame = allocate(size.pages, zone: 3 * number + zone) { return frame }
            }
        }
        return nil
    }

    public mutating func occupy(_ run: PageRange) { occupied.insert(run) }

    private mutating func allocate(_ pages: UInt64, zone: Int) -> PageFrame? {
        let runs = runsByZone[zone]
        guard !runs.isEmpty else { return nil }
        var position = positions[zone, pages] ?? Position(run: 0, candidate: firstCandidate(pages, zone: zone))
        defer { positions[zone, pages] = position }
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

    private func firstCandidate(_ pages: UInt64, zone: Int) -> PageFrame {
        PageFrame((zoneStarts[zone].rawValue + pages - 1) & ~(pages - 1))
    }

    /// The first of `from`, `from` + `step`, `from` + 2 `step`, ... that is not below `bound`.
    private static func candidate(atOrAbove bound: PageFrame, from: PageFrame, step: UInt64) -> PageFrame {
        guard from < bound else { return from }
        return from + (bound - from + step - 1) / step * step
    }
}
