import PhysicalMemory
import TestSupport
import Testing

@testable import TDMRConstruction

/// The policies as they are written down, page by page.
struct LiteralPages {
    var memory: [MemoryRegion]
    var placed: [PageRange] = []

    private func isFree(_ run: PageRange) -> Bool { !placed.contains { $0.overlaps(run) } }

    mutating func topDown(pages: UInt64, node: NodeID) -> PageFrame? {
        for own in [true, false] {
            for region in memory.reversed() where (region.node == node) == own {
                let start = max(region.start.rawValue, 256)
                var end = region.end.rawValue
                while end >= start + pages {
                    let run = PageRange(end - pages, end)
                    let overlapping = placed.filter { $0.overlaps(run) }
                    guard let lowest = overlapping.map(\.start.rawValue).min() else {
                        placed.append(run)
                        return run.start
                    }
                    end = lowest
                }
            }
        }
        return nil
    }

    mutating func contig(pages: UInt64, node: NodeID) -> PageFrame? {
        guard let highest = memory.map(\.node.rawValue).max() else { return nil }
        for step in 0...UInt64(highest) {
            let current = NodeID(UInt32((UInt64(node.rawValue) + step) % (UInt64(highest) + 1)))
            let own = memory.filter { $0.node == current }
            if own.isEmpty { continue }
            for (low, high) in [(1 << 20, UInt64.max), (4096, 1 << 20), (0, 4096)] as [(UInt64, UInt64)] {
                if let frame = firstFit(pages, own.map(\.pages), PageRange(low, high)) { return frame }
            }
        }
        return nil
    }

    private mutating func firstFit(_ pages: UInt64, _ own: [PageRange], _ bounds: PageRange) -> PageFrame? {
        let inside = own.map { $0.intersection(bounds) }.filter { !$0.isEmpty }
        guard let zoneStart = inside.map(\.start.rawValue).min(), let zoneEnd = inside.map(\.end.rawValue).max() else {
            return nil
        }
        var frame = (zoneStart + pages - 1) & ~(pages - 1)
        while frame + pages <= zoneEnd {
            let run = PageRange(frame, frame + pages)
            if frame >= zoneStart, frame >= 256, isFree(run), isMemory(run, own) {
                placed.append(run)
                return run.start
            }
            frame += pages
        }
        return nil
    }

    /// All frames of `run` are in the ranges, one or several touching ones.
    private func isMemory(_ run: PageRange, _ ranges: [PageRange]) -> Bool {
        ranges.reduce(0) { $0 + $1.intersection(run).count } == run.count
    }
}
