/// Extents that lose the least memory when not all of it can be served: pages withheld inside TDMRs, pages left outside, and the TDMRs' own 4K and 2M
/// tables together.
///
/// A dynamic program over granules in which a granule may be left out, with a price for each TDMR in place of a bound on their number: the price is
/// searched by bisection. How many granules one TDMR may take is bounded, so it is no proof.
struct WithholdingCoverage {
    let problem: PlanningProblem
    let atoms: [LossyCell]
    /// Most atoms and most granules of one TDMR.
    let mostAtoms: Int
    let maxGranules: Int

    /// A cell with the lengths of its groups of memory: before the first mandatory piece, between two, behind the last.
    struct LossyCell: Sendable {
        var start: Int
        var count: Int
        var head: Int
        var inner: [Int]
        var tail: Int
        var hasMandatory: Bool
        /// Whether a mandatory piece lies between the cell before and this one.
        var gapIsMandatory: Bool
        var usablePages: Int

        var end: Int { start + count }
    }

    /// The losses of all intervals: `table[i * mostAtoms + n]` pages for the n + 1 atoms from i on; `Int.max` where the interval is not allowed.
    private func lossTable() -> [Int] {
        var table = [Int](repeating: .max, count: atoms.count * mostAtoms)
        var kept = LongestGroups(capacity: max(0, problem.maxAreas - 1))
        for first in atoms.indices {
            kept.removeAll()
            /// Memory since the last mandatory piece; the first group of the interval is never closed.
            var tail = 0
            var sawMandatory = false
            for n in 0..<min(mostAtoms, atoms.count - first) {
                let atom = atoms[first + n]
                let granules = atom.end - atoms[first].start
                guard granules <= maxGranules else { break }
                if n > 0, atom.gapIsMandatory {
                    if sawMandatory, tail > 0 { kept.insert(tail) }
                    sawMandatory = true
                    tail = 0
                }
                tail += atom.head
                if atom.hasMandatory {
                    if sawMandatory, tail > 0 { kept.insert(tail) }
                    sawMandatory = true
                    for pages in atom.inner { kept.insert(pages) }
                    tail = atom.tail
                }
                // With no area at all not even one mandatory piece is possible.
                guard problem.maxAreas > 0 || !sawMandatory else { break }
                table[first * mostAtoms + n] = kept.leftOut + problem.scale.mainTablePages(granules: granules)
            }
        }
        return table
    }

    /// The extents; nil when leaving everything out loses least.
    /// - Complexity: O(*r* * *w* + *n* * *w* log *m*) for *r* groups, *n* atoms and *w* atoms to a TDMR.
    func extents() -> [DraftPlan.Extent]? {
        let table = lossTable()
        var best = [Int](repeating: 0, count: atoms.count + 1)
        var take = [Int](repeating: 0, count: atoms.count + 1)
        /// The extents of least loss when each of them costs `price` more.
        func cut(price: Int) -> [DraftPlan.Extent] {
            for i in atoms.indices.reversed() {
                // From the top down: what the atoms from i on lose at least.
                var least = best[i + 1] + atoms[i].usablePages
                var taken = 0
                for n in 0..<min(mostAtoms, atoms.count - i) {
                    let loss = table[i * mostAtoms + n]
                    if loss == .max { break }
                    if loss + price + best[i + n + 1] < least {
                        least = loss + price + best[i + n + 1]
                        taken = n + 1
                    }
                }
                best[i] = least
                take[i] = taken
            }
            var extents: [DraftPlan.Extent] = []
            var i = 0
            while i < atoms.count {
                if take[i] > 0 {
                    extents.append(DraftPlan.Extent(start: atoms[i].start, count: atoms[i + take[i] - 1].end - atoms[i].start))
                }
                i += max(1, take[i])
            }
            return extents
        }
        var extents = cut(price: 0)
        guard extents.count > problem.maxTDMRs else { return extents.isEmpty ? nil : extents }
        var low = 0
        var high = atoms.reduce(0) { $0 + $1.usablePages }
        extents = []
        while high - low > 1, extents.count < problem.maxTDMRs {
            let middle = (low + high) / 2
            let found = cut(price: middle)
            if found.count <= problem.maxTDMRs {
                high = middle
                extents = found
            } else {
                low = middle
            }
        }
        return extents.isEmpty ? nil : extents
    }
}

/// The longest groups met so far, up to a number, and the pages of all others.
struct LongestGroups {
    private var kept: [Int]
    private let capacity: Int
    private(set) var leftOut = 0

    init(capacity: Int) {
        self.capacity = capacity
        kept = []
        kept.reserveCapacity(capacity + 1)
    }

    mutating func removeAll() {
        kept.removeAll(keepingCapacity: true)
        leftOut = 0
    }

    /// - Complexity: O(1) for a group that is not kept, else O(capacity).
    mutating func insert(_ pages: Int) {
        guard kept.count == capacity else {
            kept.append(pages)
            sink(from: kept.count - 1)
            return
        }
        guard capacity > 0, pages > kept[capacity - 1] else {
            leftOut += pages
            return
        }
        leftOut += kept[capacity - 1]
        kept[capacity - 1] = pages
        sink(from: capacity - 1)
    }

    /// Restores the descending order after a change at `index`.
    private mutating func sink(from index: Int) {
        var i = index
        while i > 0, kept[i] > kept[i - 1] {
            kept.swapAt(i, i - 1)
            i -= 1
        }
    }
}

extension WithholdingCoverage.LossyCell {
    /// Cells of all granules with memory; plain stretches are joined and cut into at most `chunk` granules.
    /// - Complexity: O(*r* + *h* + granules with memory).
    static func make(_ problem: PlanningProblem, chunk: Int) -> [Self] {
        let size = problem.scale.pagesPerGranule
        var cells: [Self] = []
        var hole = 0
        let holes = problem.terrain.holes
        /// Whether a hole was seen since the last cell's last memory, in a granule of its own.
        var gapIsMandatory = false
        func addHole(_ span: PageSpan) {
            let granule = span.start / size
            if let last = cells.last, last.end > granule, last.start <= granule {
                let i = cells.count - 1
                if cells[i].hasMandatory {
                    if cells[i].tail > 0 { cells[i].inner.append(cells[i].tail) }
                    cells[i].tail = 0
                }
                cells[i].hasMandatory = true
                if span.end > last.end * size { gapIsMandatory = true }
            } else {
                gapIsMandatory = true
            }
        }
        for run in problem.terrain.runs {
            var holeInGranule = false
            while hole < holes.count, holes[hole].start < run.start {
                addHole(PageSpan(start: holes[hole].start, end: holes[hole].end))
                holeInGranule = (holes[hole].end - 1) / size == run.start / size
                hole += 1
            }
            var position = run.start
            while position < run.end {
                let granule = position / size
                if let last = cells.last, last.end > granule {
                    let pages = min(run.end, last.end * size) - position
                    let i = cells.count - 1
                    if cells[i].hasMandatory { cells[i].tail += pages } else { cells[i].head += pages }
                    cells[i].usablePages += pages
                    position += pages
                    continue
                }
                let whole = position == granule * size ? min(chunk, (run.end - position) / size) : 0
                let end = whole > 1 ? (granule + whole) * size : min(run.end, (granule + 1) * size)
                let startsWithHole = holeInGranule && position == run.start
                let pages = end - position
                cells.append(Self(
                    start: granule, count: max(1, whole), head: startsWithHole ? 0 : pages, inner: [], tail: startsWithHole ? pages : 0,
                    hasMandatory: startsWithHole, gapIsMandatory: gapIsMandatory, usablePages: pages))
                gapIsMandatory = false
                position = end
            }
        }
        while hole < holes.count {
            addHole(PageSpan(start: holes[hole].start, end: holes[hole].end))
            hole += 1
        }
        return cells
    }
}
