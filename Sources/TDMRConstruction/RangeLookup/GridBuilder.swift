import CLookupKernels
import PhysicalMemory

/// Fills the cells of a grid in one pass over the list, each cell once.
struct GridBuilder {
    let scale: GridScale
    let cells: CacheLines<GridLine>
    let branches: CacheLines<GridLine>
    /// The ranges that are longer than the longest query a line can hold.
    let giants: [PageRange]
    /// Branches above the ranges, or parts of them, all together.
    let branchSteps: Int

    init(_ memlist: OrderedMemlist) {
        let scale = GridScale(memlist)
        let crowds = Crowds(limit: memlist.count * Crowds.mostBytesPerRange / MemoryLayout<GridLine>.stride)
        cells = CacheLines(count: scale.cellCount) { cells in
            let filler = TopCells(scale: scale, cells: cells, crowds: crowds)
            memlist.withDistances(from: scale.base) { CellSweep(scale).fill(filler, with: $0) }
        }
        var giants: [PageRange] = []
        if scale.span > LOOKUP_LONGEST {
            memlist.forEachRange { _, range in if range.count > LOOKUP_LONGEST { giants.append(range) } }
        }
        self.giants = giants
        self.scale = scale
        branches = CacheLines(crowds.lines)
        branchSteps = crowds.branchSteps
    }
}

extension OrderedMemlist {
    /// The ranges as distances from `base`. Entries are read where they are; runs of touching ones are made first.
    fileprivate func withDistances(from base: UInt64, _ body: (Distances) -> Void) {
        guard predicate == .union else {
            return entries.withUnsafeBufferPointer { body(Distances(entries: $0, base: base)) }
        }
        var runs: [MemoryRegion] = []
        runs.reserveCapacity(count)
        forEachRange { _, range in runs.append(MemoryRegion(pages: range, node: NodeID(0))) }
        runs.withUnsafeBufferPointer { body(Distances(entries: $0, base: base)) }
    }
}

/// Entries seen as distances from a page at or below the first. For use while the entries are held.
private struct Distances: RandomAccessCollection {
    let entries: UnsafeBufferPointer<MemoryRegion>
    let base: UInt64

    var startIndex: Int { 0 }
    var endIndex: Int { entries.count }

    @inline(__always)
    subscript(index: Int) -> PageRange {
        PageRange(entries[index].start.rawValue &- base, entries[index].end.rawValue &- base)
    }
}

/// What a sweep fills: a protocol and no closure, so that the sweep is specialised for it.
private protocol CellFiller {
    /// Gets each cell that is not empty, the ranges that reach into it and the next such cell. An empty list is all in cell 0.
    func fill(_ cell: Int, with ranges: some RandomAccessCollection<PageRange>, next: Int)
}

/// The cells of the grid itself.
private struct TopCells: CellFiller {
    let scale: GridScale
    let cells: UnsafeMutableBufferPointer<GridLine>
    let crowds: Crowds

    @inline(__always)
    func fill(_ cell: Int, with ranges: some RandomAccessCollection<PageRange>, next: Int) {
        let origin = scale.distance(ofCell: cell)
        cells[cell] =
            ranges.count <= GridLine.capacity
            ? .leaf(ranges, origin: origin) : crowds.line(for: Array(ranges)[...], origin: origin, depth: 0)
        for empty in cell + 1..<next {
            cells[empty] = .emptyLeaf(after: cell, origin: scale.distance(ofCell: empty))
        }
    }
}

/// The cells of a table below a branch.
private struct TableCells: CellFiller {
    let crowds: Crowds
    let firstLine: Int
    let origin: UInt64
    let depth: Int

    func fill(_ cell: Int, with ranges: some RandomAccessCollection<PageRange>, next: Int) {
        crowds.lines[firstLine + cell] = crowds.line(for: Array(ranges)[...], origin: origin, depth: depth)
        for empty in cell + 1..<next {
            crowds.lines[firstLine + empty] = .emptyLeaf(after: cell, origin: origin)
        }
    }
}

/// Goes from cell to cell with the ranges that reach into the current one, which lie side by side in the list.
private struct CellSweep {
    private let scale: GridScale
    private let origin: UInt64

    /// - Parameter origin: the distance of the scale's base, if ranges are distances too.
    init(_ scale: GridScale, origin: UInt64 = 0) {
        self.scale = scale
        self.origin = origin
    }

    @inline(__always)
    func fill<Ranges: RandomAccessCollection<PageRange>>(_ filler: some CellFiller, with ranges: Ranges)
    where Ranges.Index == Int {
        var current = 0
        var first = ranges.startIndex
        for index in ranges.startIndex..<ranges.endIndex {
            let range = ranges[index]
            let (lowest, highest) = (cell(range.start.rawValue), cell(range.end.rawValue - 1))
            if lowest > current {
                filler.fill(current, with: ranges[first..<index], next: lowest)
                (current, first) = (lowest, index)
            }
            while current < highest {
                filler.fill(current, with: ranges[first...index], next: current + 1)
                (current, first) = (current + 1, index)
            }
        }
        filler.fill(current, with: ranges[first...], next: scale.cellCount)
    }

    @inline(__always)
    private func cell(_ page: UInt64) -> Int {
        scale.cell(ofDistance: page <= origin ? 0 : min(page - origin, scale.span))
    }
}

/// The lines that branches lead to.
private final class Crowds {
    /// What lines below branches may take before tables are no longer made.
    static let mostBytesPerRange = 20

    fileprivate(set) var lines: [GridLine] = []
    private(set) var branchSteps = 0
    /// How many lines there may be for a table to be begun.
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// The line, below `depth` branches, that stands for `ranges`: a leaf if they fit, a fork if its children can be leaves, else a table. What crowds in tables of tables, or after
    /// too many of them, gets a tree of forks, which bounds the work whatever the list.
    fileprivate func line(for ranges: ArraySlice<PageRange>, origin: UInt64, depth: Int) -> GridLine {
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
        let filler = TableCells(crowds: self, firstLine: first, origin: origin, depth: depth + 1)
        CellSweep(scale, origin: start).fill(filler, with: ranges)
        return .table(scale, firstChild: first, origin: origin)
    }

    private func fork(over ranges: ArraySlice<PageRange>, origin: UInt64, depth: Int) -> GridLine {
        var firstChild = lines.count
        branchSteps += (depth + 1) * ranges.count
        var starts: [UInt64] = []
        for part in ranges.chunks(of: GridLine.capacity) {
            starts.append(part[part.startIndex].start.rawValue)
            lines.append(.leaf(part, origin: origin))
        }
        while starts.count > GridLine.fanOut {
            branchSteps += ranges.count
            var child = firstChild
            firstChild = lines.count
            var parents: [UInt64] = []
            for part in starts[...].chunks(of: GridLine.fanOut) {
                parents.append(part[part.startIndex])
                lines.append(.fork(part.dropFirst(), firstChild: child, origin: origin))
                child += part.count
            }
            starts = parents
        }
        return .fork(starts.dropFirst(), firstChild: firstChild, origin: origin)
    }
}

extension ArraySlice {
    /// Consecutive parts of `count` elements, the last one as long as what is left.
    func chunks(of count: Int) -> some Sequence<ArraySlice<Element>> {
        stride(from: startIndex, to: endIndex, by: count).lazy.map { self[$0..<Swift.min($0 + count, endIndex)] }
    }
}
