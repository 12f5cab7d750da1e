import CProbes
import PhysicalMemory

/// Fills the cells of a grid in one pass over the list, each cell once.
struct GridBuilder {
    let scale: GridScale
    let cells: CacheLines<GridLine>
    let branches: CacheLines<GridLine>
    /// The ranges that are longer than the longest query a line can hold.
    let giants: [PageRange]

    init(_ memlist: OrderedMemlist) {
        let scale = GridScale(memlist)
        var trees = Trees()
        var giants: [PageRange] = []
        cells = CacheLines(count: scale.cellCount) { cells in
            var filler = Filler(scale: scale, cells: cells)
            memlist.forEachRange { _, range in
                filler.add(range, &trees)
                if range.count > LOOKUP_GRID_LONGEST { giants.append(range) }
            }
            filler.finish(&trees)
        }
        self.scale = scale
        branches = CacheLines(trees.lines)
        self.giants = giants
    }
}

extension GridBuilder {
    /// Goes from cell to cell with the ranges that reach into the current one.
    private struct Filler {
        let scale: GridScale
        let cells: UnsafeMutableBufferPointer<GridLine>
        var current = 0
        var ranges: [PageRange] = []

        mutating func add(_ range: PageRange, _ trees: inout Trees) {
            let first = scale.cell(ofDistance: range.start.rawValue - scale.base)
            let last = scale.cell(ofDistance: range.end.rawValue - 1 - scale.base)
            if first > current { advance(to: first, &trees) }
            ranges.append(range)
            guard last > first else { return }
            advance(to: first + 1, &trees)
            ranges.append(range)
            while current < last {
                advance(to: current + 1, &trees)
                ranges.append(range)
            }
        }

        mutating func finish(_ trees: inout Trees) { advance(to: cells.count, &trees) }

        /// Writes the current cell and the empty ones up to `next`. The current cell is empty only if the list is.
        private mutating func advance(to next: Int, _ trees: inout Trees) {
            cells[current] = trees.line(for: ranges[...], base: scale.base + scale.distance(ofCell: current))
            for empty in current + 1..<max(next, current + 1) { cells[empty] = .emptyLeaf(after: current) }
            current = next
            ranges.removeAll(keepingCapacity: true)
        }
    }

    /// The lines that branches lead to, each level of a tree side by side.
    private struct Trees {
        var lines: [GridLine] = []

        /// The line that stands for `ranges`: a leaf if they fit, else the root of a tree.
        mutating func line(for ranges: ArraySlice<PageRange>, base: UInt64) -> GridLine {
            ranges.count <= GridLine.capacity ? .leaf(ranges, base: base) : root(over: ranges, base: base)
        }

        private mutating func root(over ranges: ArraySlice<PageRange>, base: UInt64) -> GridLine {
            var firstChild = lines.count
            var starts: [Int32] = []
            for part in ranges.chunks(of: GridLine.capacity) {
                starts.append(GridLine.offset(of: part[part.startIndex].start.rawValue, from: base))
                lines.append(.leaf(part, base: base))
            }
            while starts.count > GridLine.fanOut {
                var child = firstChild
                firstChild = lines.count
                var starts1: [Int32] = []
                for part in starts[...].chunks(of: GridLine.fanOut) {
                    starts1.append(part[part.startIndex])
                    lines.append(.branch(part.dropFirst(), firstChild: child))
                    child += part.count
                }
                starts = starts1
            }
            return .branch(starts.dropFirst(), firstChild: firstChild)
        }
    }
}

extension ArraySlice {
    /// Consecutive parts of `count` elements, the last one as long as what is left.
    func chunks(of count: Int) -> some Sequence<ArraySlice<Element>> {
        stride(from: startIndex, to: endIndex, by: count).lazy.map { self[$0..<Swift.min($0 + count, endIndex)] }
    }
}
