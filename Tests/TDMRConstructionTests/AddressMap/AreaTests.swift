import TestSupport
import Testing

@testable import TDMRConstruction

/// Areas, slices and fragments of small machines against a walk over their pages.
@Suite struct AreaTests {
    /// What a page is to areas.
    private enum Use: Hashable {
        case served(node: Int), reserved, neutral
    }

    private struct Pages {
        let uses: [Use]
        let size: Int

        init(_ machine: SmallMachine, covered: [PageSpan] = []) {
            let map = machine.problem.map
            size = map.granulePages
            uses = (0..<machine.granules * map.granulePages).map { page in
                func has(_ span: PageSpan) -> Bool { span.start <= page && page < span.end }
                if map.mustReserve.contains(where: has) || covered.contains(where: has) { return .reserved }
                return map.runs.first { has($0.span) }.map { .served(node: $0.node) } ?? .neutral
            }
        }

        /// The fewest areas of these pages: each from the first to the last page that must be reserved without a served one between.
        func areas(_ pages: Range<Int>) -> [PageSpan] {
            var areas: [PageSpan] = []
            var isOpen = false
            for page in pages {
                switch uses[page] {
                case .served: isOpen = false
                case .neutral: break
                case .reserved:
                    if isOpen {
                        areas[areas.count - 1].end = page + 1
                    } else {
                        areas.append(PageSpan(start: page, end: page + 1))
                    }
                    isOpen = true
                }
            }
            return areas
        }

        func served(_ pages: Range<Int>) -> [Int: Int] {
            pages.reduce(into: [:]) { if case .served(let node) = uses[$1] { $0[node, default: 0] += 1 } }
        }
    }

    private static let machines = Thoroughness.cases(quick: 300, thorough: 20_000)

    @Test func `parts one after the other have the areas of all their pages, however they are put together`() {
        for seed in TestSeed.several(Self.machines) {
            let machine = SmallMachine(seed: seed)
            let pages = Pages(machine)
            let parts = pages.uses.map { use in
                switch use {
                case .served: AreaCount.served
                case .reserved: AreaCount.reserved
                case .neutral: AreaCount.neutral
                }
            }
            let whole = parts.reduce(.neutral, +)
            #expect(whole.areas == pages.areas(0..<parts.count).count, "\(machine)")
            var maker = MachineMaker(seed: seed)
            let (a, b) = (maker.pick(0...parts.count), maker.pick(0...parts.count))
            let (first, second) = (min(a, b), max(a, b))
            let thirds = [parts[..<first], parts[first..<second], parts[second...]].map { $0.reduce(.neutral, +) }
            #expect((thirds[0] + thirds[1]) + thirds[2] == whole, "\(machine) \(first) \(second)")
            #expect(thirds[0] + (thirds[1] + thirds[2]) == whole, "\(machine) \(first) \(second)")
        }
    }

    @Test func `the contents of every TDMR are its areas and its served pages`() {
        var (judged, withTables) = (0, 0)
        for seed in TestSeed.several(Self.machines) {
            let machine = SmallMachine(seed: seed)
            let map = machine.problem.map
            var maker = MachineMaker(seed: seed)
            // Tables and withheld memory at the ends of some runs.
            var (tables, withheld): ([PageSpan], [PageSpan]) = ([], [])
            for run in map.runs where run.count > 2 {
                if maker.chance(30) { tables.append(PageSpan(start: run.start, end: run.start + 1)) }
                if maker.chance(30) { withheld.append(PageSpan(start: run.end - 1, end: run.end)) }
            }
            let cut = maker.pick(1...machine.granules)
            let extents = [0..<cut, cut..<machine.granules].filter { !$0.isEmpty }.map {
                PageSpan(start: $0.lowerBound * map.granulePages, end: $0.upperBound * map.granulePages)
            }
            let pages = Pages(machine, covered: tables + withheld)
            let contents = AreaSweep.contents(map, extents: extents, tables: tables, withheld: withheld)
            #expect(contents.count == extents.count)
            for (tdmr, extent) in zip(contents, extents) {
                let own = extent.start..<extent.end
                #expect(tdmr.areas == pages.areas(own), "\(machine) \(extent)")
                let served = pages.served(own)
                #expect(
                    Dictionary(tdmr.served.map { ($0.node, $0.pages) }, uniquingKeysWith: +) == served, "\(machine)")
                let most = served.values.max()
                #expect(tdmr.home == served.filter { $0.value == most }.keys.min(), "\(machine)")
                judged += 1
            }
            if !tables.isEmpty { withTables += 1 }
        }
        #expect(judged > Self.machines && withTables > 20, "\(judged) \(withTables)")
    }

    @Test func `slices hold every granule with memory once, and their areas are those of any TDMR over them`() {
        var judged = 0
        for seed in TestSeed.several(Self.machines) {
            let machine = SmallMachine(seed: seed)
            let (pages, slices) = (Pages(machine), machine.problem.map.slices())
            let size = pages.size
            let granules = slices.flatMap { $0.start..<$0.end }
            let expected = (0..<machine.granules).filter { !pages.served($0 * size..<($0 + 1) * size).isEmpty }
            #expect(granules == expected, "\(machine)")
            for slice in slices {
                let served = pages.served(slice.start * size..<slice.end * size)
                #expect(slice.usablePages == served.values.reduce(0, +), "\(machine)")
                #expect(slice.node == (served.count == 1 ? served.keys.first : nil), "\(machine)")
            }
            for first in slices.indices {
                var areas = slices[first].areas
                for last in first..<slices.count {
                    if last > first { areas += slices[last].gap + slices[last].areas }
                    let all = slices[first].start * size..<slices[last].end * size
                    #expect(areas.areas == pages.areas(all).count, "\(machine) slices \(first) to \(last)")
                    judged += 1
                }
            }
        }
        #expect(judged > Self.machines)
    }

    @Test func `a fragment is what would have to be filled for two areas to become one`() {
        var judged = 0
        for seed in TestSeed.several(Self.machines) {
            let machine = SmallMachine(seed: seed)
            let map = machine.problem.map
            let all = PageSpan(start: 0, end: machine.granules * map.granulePages)
            let before = Pages(machine).areas(all.start..<all.end)
            ServedFragment.forEachTDMR(map, extents: [all]) { index, fragments in
                #expect(index == before.count && fragments.count == max(0, before.count - 1), "\(machine)")
                for fragment in fragments {
                    let after = Pages(machine, covered: fragment.spans).areas(all.start..<all.end)
                    #expect(after.count == before.count - 1, "\(machine) \(fragment)")
                    // Less than all of it is not enough.
                    let part = PageSpan(start: fragment.first.start, end: fragment.first.end - 1)
                    let less = Pages(machine, covered: [part] + fragment.others).areas(all.start..<all.end)
                    #expect(less.count >= before.count, "\(machine) \(fragment)")
                    #expect(fragment.pages == fragment.spans.reduce(0) { $0 + $1.count }, "\(machine)")
                    judged += 1
                }
            }
        }
        #expect(judged > 50)
    }
}
