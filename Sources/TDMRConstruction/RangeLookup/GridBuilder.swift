import CLookupKernels
import PhysicalMemory

/// Fills the cells of a grid in one pass over the list, each cell once.
struct GridBuilder {
    let scale: GridScale
    let cells: CacheLines<GridLine>
    let branches: CacheLines<GridLine>
    /// The ranges that are longer than the longest query a line can hold.
    let giants: [PageRange]
    /// Ranges, or parts of them, that lie below branches.
    let crowdedRanges: Int

    init(_ memlist: OrderedMemlist) {
        let scale = GridScale(memlist)
        var crowds = Crowds(limit: memlist.count * Crowds.mostBytesPerRange / MemoryLayout<GridLine>.stride)
        var giants: [PageRange] = []
        cells = CacheLines(count: scale.cellCount) { cells in
            var sweep = CellSweep(scale)
            func emit(_ cell: Int, _ ranges: ArraySlice<PageRange>, _ next: Int) {
                cells[cell] = crowds.cell(ranges, origin: scale.distance(ofCell: cell))
                for empty in cell + 1..<next {
                    cells[empty] = .emptyLeaf(after: cell, origin: scale.distance(ofCell: empty))
                }
            }
            memlist.forEachRange { _, range in
                sweep.add(PageRange(range.start.rawValue - scale.base, range.end.rawValue - scale.base), emit)
                if range.count > LOOKUP_LONGEST { giants.append(range) }
            }
            sweep.finish(emit)
        }
        self.scale = scale
        branches = CacheLines(crowds.lines)
        crowdedRanges = crowds.crowdedRanges
        self.giants = giants
    }
}

/// Goes from cell to cell with the ranges that reach into the current one.
private struct CellSweep {
    /// Gets each cell that is not empty, the ranges that reach into it and the next such cell. An empty list is all in cell 0.
    typealias Emit = (_ cell: Int, _ ranges: ArraySlice<PageRange>, _ next: Int) -> Void

    private let scale: GridScale
    private let origin: UInt64
    private var current = 0
    private var ranges: [PageRange] = []

    /// - Parameter origin: the distance of the scale's base, if ranges are distances too.
    init(_ scale: GridScale, origin: UInt64 = 0) {
        self.scale = scale
        self.origin = origin
    }

    mutating func add(_ range: PageRange, _ emit: Emit) {
        let first = cell(range.start.rawValue)
        let last = cell(range.end.rawValue - 1)
        if first > current { advance(to: first, emit) }
        ranges.append(range)
        while current < last {
            advance(to: current + 1, emit)
            ranges.append(range)
        }
    }

    mutating func finish(_ emit: Emit) { advance(to: scale.cellCount, emit) }

    private func cell(_ page: UInt64) -> Int {
        scale.cell(ofDistance: page <= origin ? 0 : min(page - origin, scale.span))
    }

    private mutating func advance(to next: Int, _ emit: Emit) {
        emit(current, ranges[...], next)
        current = next
        ranges.removeAll(keepingCapacity: true)
    }
}

/// The lines that branches lead to.
private struct Crowds {
    /// What lines below branches may take before tables are no longer made.
    static let mostBytesPerRange = 20

    private(set) var lines: [GridLine] = []
    private(set) var crowdedRanges = 0
    /// How many lines there may be for a table to be begun.
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// The cell that `ranges` reach into.
    mutating func cell(_ ranges: ArraySlice<PageRange>, origin: UInt64) -> GridLine {
        if ranges.count > GridLine.capacity { crowdedRanges += ranges.count }
        return line(for: ranges, origin: origin, depth: 0)
    }

    /// The line that stands for `ranges`: a leaf if they fit, a fork if its children can be leaves, else a table. What crowds in tables of tables, or after
    /// too many of them, gets a tree of forks, which bounds the work whatever the list.
    private mutating func line(for ranges: ArraySlice<PageRange>, origin: UInt64, depth: Int) -> GridLine {
        if ranges.count <= GridLine.capacity { return .leaf(ranges, origin: origin) }
        let needsOneFork = ranges.count <= GridLine.capacity * GridLine.fanOut
        let isTable = !needsOneFork && depth < 3 && lines.count + ranges.count / GridScale.rangesPerCell <= limit
        return isTable ? table(over: ranges, origin: origin, depth: depth) : fork(over: ranges, origin: origin)
    }

    private mutating func table(over ranges: ArraySlice<PageRange>, origin: UInt64, depth: Int) -> GridLine {
        // The first range may start below the cell, and the last one end above it.
        let start = max(ranges[ranges.startIndex].start.rawValue, origin)
        let scale = GridScale(
            crowd: PageRange(start, ranges[ranges.endIndex - 1].start.rawValue + 1), count: ranges.count)
        let first = lines.count
        lines.append(contentsOf: repeatElement(GridLine(), count: scale.cellCount))
        var sweep = CellSweep(scale, origin: start)
        func emit(_ cell: Int, _ ranges: ArraySlice<PageRange>, _ next: Int) {
            lines[first + cell] = line(for: ranges, origin: origin, depth: depth + 1)
            for empty in cell + 1..<next { lines[first + empty] = .emptyLeaf(after: cell, origin: origin) }
        }
        for range in ranges { sweep.add(range, emit) }
        sweep.finish(emit)
        return .table(scale, firstChild: first, origin: origin)
    }

    private mutating func fork(over ranges: ArraySlice<PageRange>, origin: UInt64) -> GridLine {
        var firstChild = lines.count
        var starts: [UInt64] = []
        for part in ranges.chunks(of: GridLine.capacity) {
            starts.append(part[part.startIndex].start.rawValue)
            lines.append(.leaf(part, origin: origin))
        }
        while starts.count > GridLine.fanOut {
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
