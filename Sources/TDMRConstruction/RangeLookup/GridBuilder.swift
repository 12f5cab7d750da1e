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
                if range.count > LOOKUP_LONGEST { giants.append(range) }
            }
            filler.finish(&trees)
        }
        self.scale = scale
        branches = CacheLines(trees.lines)
        self.giants = giants
    }
}

extension GridBuilder {
    /// Goes from cell to cell with the ranges that reach into the current one, as distances from the base.
    private struct Filler {
        let scale: GridScale
        let cells: UnsafeMutableBufferPointer<GridLine>
        var current = 0
        var ranges: [PageRange] = []

        mutating func add(_ range: PageRange, _ trees: inout Trees) {
            let range = PageRange(range.start.rawValue - scale.base, range.end.rawValue - scale.base)
            let first = scale.cell(ofDistance: range.start.rawValue)
            let last = scale.cell(ofDistance: range.end.rawValue - 1)
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
            cells[current] = trees.line(for: ranges[...], origin: scale.distance(ofCell: current))
            for empty in current + 1..<max(next, current + 1) { cells[empty] = .emptyLeaf(after: current, origin: scale.distance(ofCell: empty)) }
            current = next
            ranges.removeAll(keepingCapacity: true)
        }
    }

    /// The lines that branches lead to, each level of a tree side by side.
    private struct Trees {
        var lines: [GridLine] = []

        /// The line that stands for `ranges`: a leaf if they fit, else the root of a tree.
        mutating func line(for ranges: ArraySlice<PageRange>, origin: UInt64) -> GridLine {
            ranges.count <= GridLine.capacity ? .leaf(ranges, origin: origin) : root(over: ranges, origin: origin)
        }

        private mutating func root(over ranges: ArraySlice<PageRange>, origin: UInt64) -> GridLine {
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
                    lines.append(.branch(part.dropFirst(), firstChild: child, origin: origin))
                    child += part.count
                }
                starts = parents
            }
            return .branch(starts.dropFirst(), firstChild: firstChild, origin: origin)
        }
    }
}

extension ArraySlice {
    /// Consecutive parts of `count` elements, the last one as long as what is left.
    func chunks(of count: Int) -> some Sequence<ArraySlice<Element>> {
        stride(from: startIndex, to: endIndex, by: count).lazy.map { self[$0..<Swift.min($0 + count, endIndex)] }
    }
}
