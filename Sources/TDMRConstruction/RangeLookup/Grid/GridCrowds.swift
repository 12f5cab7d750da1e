import Algorithms
import PhysicalMemory

/// The lines that branches lead to.
final class GridCrowds {
    /// The limit on bytes of lines below branches; beyond it no further tables are made.
    static let mostBytesPerRange = 20

    var lines: [GridLine] = []
    private(set) var branchSteps = 0
    /// The most lines with which a new table may be begun.
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// The line, below `depth` branches, that stands for `ranges`: a leaf if they fit, a fork if its children can be leaves, else a table. Ranges that are crowded in tables of tables, or after
    /// too many of them, get a tree of forks, which bounds the work for every list.
    func line(for ranges: ArraySlice<PageRange>, origin: UInt64, depth: Int) -> GridLine {
        if ranges.count <= GridLine.capacity {
            branchSteps += depth * ranges.count
            return .leaf(ranges, origin: origin)
        }
        let needsOneFork = ranges.count <= GridLine.capacity * GridLine.fanOut
        let isTable = !needsOneFork && depth < 3 && lines.count + ranges.count / GridScale.rangesPerCell <= limit
        return isTable
            ? table(over: ranges, origin: origin, depth: depth) : fork(over: ranges, origin: origin, depth: depth)
    }

    private func table(over ranges: ArraySlice<PageRange>, origin: UInt64, depth: Int) -> GridLine {
        // The first range may start below the cell, and the last one end above it.
        let start = max(ranges[ranges.startIndex].start.rawValue, origin)
        let scale = GridScale(
            crowd: PageRange(start, ranges[ranges.endIndex - 1].start.rawValue + 1), count: ranges.count)
        let first = lines.count
        lines.append(contentsOf: repeatElement(GridLine(), count: scale.cellCount))
        GridTableCells(crowds: self, firstLine: first, scale: scale, origin: origin, depth: depth + 1).fill(
            with: ranges)
        return .table(scale, firstChild: first, origin: origin)
    }

    private func fork(over ranges: ArraySlice<PageRange>, origin: UInt64, depth: Int) -> GridLine {
        var firstChild = lines.count
        branchSteps += (depth + 1) * ranges.count
        var starts: [UInt64] = []
        for part in ranges.chunks(ofCount: GridLine.capacity) {
            starts.append(part[part.startIndex].start.rawValue)
            lines.append(.leaf(part, origin: origin))
        }
        while starts.count > GridLine.fanOut {
            branchSteps += ranges.count
            var child = firstChild
            firstChild = lines.count
            var parents: [UInt64] = []
            for part in starts[...].chunks(ofCount: GridLine.fanOut) {
                parents.append(part[part.startIndex])
                lines.append(.fork(part.dropFirst(), firstChild: child, origin: origin))
                child += part.count
            }
            starts = parents
        }
        return .fork(starts.dropFirst(), firstChild: firstChild, origin: origin)
    }
}
