import Algorithms
package import PhysicalMemory
package import TDMRConstruction
internal import TDXModule

/// Judges packings by set arithmetic on the whole machine; shares nothing with the packers.
package struct ReservedAreaOracle {
    /// What is wrong with a packing.
    package enum Fault: Hashable, Sendable, CustomStringConvertible {
        /// Areas of another number of TDMRs than there are.
        case tdmrs(Int, expected: Int)
        case tooManyAreas(Int, tdmr: PageRange, limit: Int)
        /// An area that is empty, out of order or outside of its TDMR.
        case outOfPlace(PageRange, tdmr: PageRange)
        /// Pages that must be reserved and are not.
        case notReserved(PageRange)
        /// The packing's figure is not what its areas take.
        case givenUp(said: ByteCount, actual: ByteCount)
        /// The list of memory given up is not what its areas take.
        case otherMemory
        case movedSizes
        /// A table that was moved to what is not usable memory.
        case movedOffMemory(PageRange)
        /// A table that was moved onto another.
        case movedOntoTable(PageRange)

        package var description: String {
            switch self {
            case .tdmrs(let count, let expected): "areas of \(count) TDMRs, not \(expected)"
            case .tooManyAreas(let count, let tdmr, let limit): "\(count) areas in TDMR \(tdmr), limit \(limit)"
            case .outOfPlace(let area, let tdmr): "area \(area) is empty, out of order or outside of TDMR \(tdmr)"
            case .notReserved(let pages): "\(pages) must be reserved and is not"
            case .givenUp(let said, let actual): "says \(said) given up, has \(actual)"
            case .otherMemory: "lists other memory as given up than its areas take"
            case .movedSizes: "moved tables have other sizes"
            case .movedOffMemory(let table): "table \(table) was moved to what is not usable memory"
            case .movedOntoTable(let table): "table \(table) was moved onto another"
            }
        }
    }

    private let problem: ReservedAreaProblem
    private let convertible: PageRanges
    private let usable: PageRanges
    /// What must be reserved in each TDMR with the tables where they are.
    private let required: [PageRanges]

    /// An oracle for `problem`.
    package init(_ problem: ReservedAreaProblem) {
        self.problem = problem
        let memory = PageRanges(problem.memlist.lazy.map(\.pages))
        let convertible = problem.cmrs.map { PageRanges($0.map(\.wholePages)) } ?? memory
        let tables = Self.tables(problem.placements)
        self.convertible = convertible
        usable = memory.intersection(convertible)
        required = problem.tdmrs.map { convertible.complement(in: $0).union(tables.intersection($0)) }
    }

    /// Pages that must be given up with the tables where they are, in each TDMR; nil where one area is needed and none allowed.
    /// - Complexity: O(*m* log *m*) for *m* regions and CMRs.
    package func leastGivenUp() -> ByteCount? {
        let served = usable.subtracting(Self.tables(problem.placements))
        var total: UInt64 = 0
        for pieces in required {
            if pieces.isEmpty { continue }
            if problem.maxReservedAreas < 1 { return nil }
            var parts: [UInt64] = []
            for (below, above) in pieces.adjacentPairs() {
                let pages = served.intersection(PageRange(start: below.end, end: above.start)).pageCount
                if pages > 0 { parts.append(pages) }
            }
            total += parts.sorted(by: >).dropFirst(problem.maxReservedAreas - 1).reduce(0, +)
        }
        return .pages(total)
    }

    /// What is wrong with a packing of a packer that merges ranges; nil when it is valid and its figure is true.
    package func fault(of packing: ReservedAreaPacking) -> Fault? {
        guard packing.areas.count == problem.tdmrs.count else {
            return .tdmrs(packing.areas.count, expected: problem.tdmrs.count)
        }
        var covered: [PageRange] = []
        for (tdmr, areas) in zip(problem.tdmrs, packing.areas) {
            if areas.count > problem.maxReservedAreas {
                return .tooManyAreas(areas.count, tdmr: tdmr, limit: problem.maxReservedAreas)
            }
            var end = tdmr.start
            for area in areas {
                let pages = PageRange(
                    start: tdmr.start + area.offset.pages, end: tdmr.start + area.offset.pages + area.size.pages)
                if pages.start < end || pages.isEmpty || pages.end > tdmr.end {
                    return .outOfPlace(pages, tdmr: tdmr)
                }
                end = pages.end
                covered.append(pages)
            }
        }
        return fault(of: packing, covered: PageRanges(covered))
    }

    private func fault(of packing: ReservedAreaPacking, covered: PageRanges) -> Fault? {
        let tables = Self.tables(packing.placements ?? problem.placements)
        for (tdmr, unmoved) in zip(problem.tdmrs, required) {
            let required =
                packing.placements == nil
                ? unmoved : convertible.complement(in: tdmr).union(tables.intersection(tdmr))
            if let open = required.subtracting(covered.intersection(tdmr)).first {
                return .notReserved(open)
            }
        }
        let givenUp = covered.intersection(usable).subtracting(tables)
        if givenUp.size != packing.givenUp { return .givenUp(said: packing.givenUp, actual: givenUp.size) }
        if PageRanges(packing.withheld(problem)) != givenUp {
            return .otherMemory
        }
        return packing.placements.flatMap { fault(ofMoved: $0, usable) }
    }

    /// Moved tables keep their sizes and lie in usable memory, apart from all others.
    private func fault(ofMoved placements: [PAMTPlacement], _ usable: PageRanges) -> Fault? {
        let before = Self.pages(problem.placements)
        let after = Self.pages(placements)
        guard before.map(\.count) == after.map(\.count) else { return .movedSizes }
        for (index, table) in after.enumerated() where table != before[index] {
            if !usable.covers(table) { return .movedOffMemory(table) }
            if after.enumerated().contains(where: { $0.offset != index && $0.element.overlaps(table) }) {
                return .movedOntoTable(table)
            }
        }
        return nil
    }

    private static func tables(_ placements: [PAMTPlacement]) -> PageRanges { PageRanges(pages(placements)) }

    private static func pages(_ placements: [PAMTPlacement]) -> [PageRange] {
        placements.flatMap { [$0.table4K, $0.table2M, $0.table1G] }.filter { $0.size > .zero }.map {
            let start = PageFrame(containing: $0.base)
            return PageRange(start: start, end: start + $0.size.pages)
        }
    }
}
