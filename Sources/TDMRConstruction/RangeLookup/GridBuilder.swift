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
            memlist.withDistances(from: scale.base) {
                TopCells(scale: scale, cells: cells, crowds: crowds).fill(with: $0)
            }
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

/// The cells of the grid itself.
private struct TopCells {
    let scale: GridScale
    let cells: UnsafeMutableBufferPointer<GridLine>
    let crowds: Crowds

    /// Every range is written into its cell as it comes: how many a cell has is not to be foreseen, and a loop over them would be guessed wrong once a cell.
    func fill(with ranges: Distances) {
        var current = 0
        var first = 0
        var line = LineWriter(cells, 0, origin: 0)
        for index in ranges.startIndex..<ranges.endIndex {
            let range = ranges[index]
            let lowest = scale.cell(ofDistance: range.start.rawValue)
            let highest = scale.cell(ofDistance: range.end.rawValue &- 1)
            if lowest > current {
                finish(current, with: ranges[first..<index], next: lowest)
                (current, first) = (lowest, index)
                line = LineWriter(cells, current, origin: scale.distance(ofCell: current))
            }
            line.append(range)
            while current < highest {
                finish(current, with: ranges[first...index], next: current + 1)
                (current, first) = (current + 1, index)
                line = LineWriter(cells, current, origin: scale.distance(ofCell: current))
                line.append(range)
            }
        }
        finish(current, with: ranges[first...], next: scale.cellCount)
    }

    /// Gets each cell that is not empty, the ranges that reach into it and the next such cell. An empty list is all in cell 0.
    @inline(__always)
    private func finish(_ cell: Int, with ranges: Slice<Distances>, next: Int) {
        if ranges.count > GridLine.capacity {
            cells[cell] = crowds.line(for: Array(ranges)[...], origin: scale.distance(ofCell: cell), depth: 0)
        }
        for empty in cell + 1..<next {
            cells[empty] = .emptyLeaf(after: cell, origin: scale.distance(ofCell: empty))
        }
    }
}

/// Fills a line with ranges that come one after the other.
private struct LineWriter {
    private let words: UnsafeMutablePointer<UInt32>
    private let origin: UInt64
    private var lane = 0

    @inline(__always)
    init(_ lines: UnsafeMutableBufferPointer<GridLine>, _ index: Int, origin: UInt64) {
        let line = lines.baseAddress.unsafelyUnwrapped + index
        line.pointee = .leafOfNothing(origin: origin)
        words = UnsafeMutableRawPointer(line).assumingMemoryBound(to: UInt32.self)
        self.origin = origin
    }

    /// More than a line holds are written over the first ones: the line is made again then.
    @inline(__always)
    mutating func append(_ range: PageRange) {
        GridLine.write(range, to: words, lane: lane & (GridLine.capacity - 1), origin: origin)
        lane &+= 1
    }
}

/// The cells of a table below a branch.
private struct TableCells {
    let crowds: Crowds
    let firstLine: Int
    let scale: GridScale
    let origin: UInt64
    let depth: Int

    /// Goes from cell to cell with the ranges that reach into the current one, which lie side by side in the list.
    func fill(with ranges: ArraySlice<PageRange>) {
        var current = 0
        var first = ranges.startIndex
        for index in ranges.indices {
            let (lowest, highest) = (cell(ranges[index].start.rawValue), cell(ranges[index].end.rawValue - 1))
            if lowest > current {
                finish(current, with: ranges[first..<index], next: lowest)
                (current, first) = (lowest, index)
            }
            while current < highest {
                finish(current, with: ranges[first...index], next: current + 1)
                (current, first) = (current + 1, index)
            }
        }
        finish(current, with: ranges[first...], next: scale.cellCount)
    }

    /// Pages below the table are in its first cell.
    private func cell(_ page: UInt64) -> Int {
        scale.cell(ofDistance: page <= scale.base ? 0 : min(page - scale.base, scale.span))
    }

    private func finish(_ cell: Int, with ranges: ArraySlice<PageRange>, next: Int) {
        crowds.lines[firstLine + cell] = crowds.line(for: ranges, origin: origin, depth: depth)
        for empty in cell + 1..<next {
            crowds.lines[firstLine + empty] = .emptyLeaf(after: cell, origin: origin)
        }
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
        TableCells(crowds: self, firstLine: first, scale: scale, origin: origin, depth: depth + 1).fill(with: ranges)
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
