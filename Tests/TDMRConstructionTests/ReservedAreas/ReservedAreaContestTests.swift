import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule
import TestSupport
import Testing
import Workloads

/// Every member of the registry against its rule.
@Suite struct ReservedAreaContestTests {
    /// One TDMR of `pages` pages above frame 1000: each page memory or not, convertible or not; one table on up to five pages. By the page rather than by the region,
    /// so that what must be reserved and what is served are also known as bits.
    private func tiny(pages: Int, _ random: inout SeededRandom) -> (
        problem: ReservedAreaProblem, must: UInt64, served: UInt64
    ) {
        let base: UInt64 = 1000
        var must: UInt64 = 0
        var served: UInt64 = 0
        var memlist: [MemoryRegion] = []
        var cmrs: [CMR] = []
        let table = PAMTTable(
            base: PageFrame(base + random.below(UInt64(pages))).address, size: .pages(random.below(6)))
        let none = PAMTTable(base: PageFrame(0).address, size: .zero)
        let tableStart = PageFrame(containing: table.base).rawValue
        for page in 0..<pages {
            let frame = base + UInt64(page)
            let isTable = frame >= tableStart && frame < tableStart + table.size.pages
            let isConvertible = random.below(3) > 0
            let isMemory = random.below(5) > 0
            if isConvertible { cmrs.append(CMR(base: PageFrame(frame).address, size: .pages(1))) }
            if isMemory {
                memlist.append(MemoryRegion(pages: PageRange(frame, frame + 1), node: NodeID(UInt32(random.below(2)))))
            }
            if isTable || !isConvertible { must |= 1 << UInt64(page) } else if isMemory { served |= 1 << UInt64(page) }
        }
        if random.below(3) == 0 { cmrs.shuffle(using: &random) }
        let problem = ReservedAreaProblem(
            tdmrs: [PageRange(base, base + UInt64(pages))],
            placements: [PAMTPlacement(table1G: none, table2M: none, table4K: table)],
            memlist: memlist, cmrs: cmrs, maxReservedAreas: Int(random.below(5)))
        return (problem, must, served)
    }

    /// The least that any set of reserved pages in at most `limit` runs gives up; nil where there is none.
    private func least(pages: Int, must: UInt64, served: UInt64, limit: Int) -> Int? {
        var least: Int?
        for mask in 0..<(1 << UInt64(pages)) as Range<UInt64> where mask & must == must {
            guard (mask & ~(mask << 1)).nonzeroBitCount <= limit else { continue }
            least = min(least ?? .max, (mask & served).nonzeroBitCount)
        }
        return least
    }

    @Test func `no set of pages gives up less`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var given = 0
        for round in 0..<Thoroughness.cases(quick: 300, thorough: 20_000) {
            let pages = 11
            let (problem, must, served) = tiny(pages: pages, &random)
            let least = least(pages: pages, must: must, served: served, limit: problem.maxReservedAreas)
            if least ?? 0 > 0 { given += 1 }
            #expect(
                ReservedAreaOracle(problem).leastGivenUp() == least.map { .pages(UInt64($0)) },
                "seed \(seed), round \(round)")
            for packer in ReservedAreaPackers.all {
                judge(packer, problem, "seed \(seed), round \(round)")
            }
        }
        #expect(given > 20, "seed \(seed)")
    }

    @Test func `machines that no firmware makes`() {
        let seed = TestSeed.next()
        var machines = MachineMaker(seed: seed)
        var judged = 0
        let rounds = Thoroughness.cases(quick: 100, complete: 2000, thorough: 10_000)
        for round in 0..<rounds {
            guard var problem = ReservedAreaTests().problem(&machines) else { continue }
            judged += 1
            problem.maxReservedAreas = [0, 1, 2, 4, 16][Int(machines.random.below(5))]
            for packer in ReservedAreaPackers.all { judge(packer, problem, "seed \(seed), machine \(round)") }
        }
        #expect(judged > rounds / 4, "seed \(seed)")
    }

    @Test func `lengths in any order`() {
        for order in 0..<4 {
            let lengths = (0..<800).map { i in [i, 800 - i, 7, (i * 7919) % 801][order] + 1 }
            var at: UInt64 = 5000
            let list = lengths.map { length in
                defer { at += UInt64(length) + 1 }
                return MemoryRegion(pages: PageRange(at, at + UInt64(length)), node: NodeID(0))
            }
            let none = PAMTTable(base: PageFrame(0).address, size: .zero)
            for limit in [1, 4, 16, 799, 801, 1 << 30] {
                let problem = ReservedAreaProblem(
                    tdmrs: [PageRange(4000, at + 10)],
                    placements: [PAMTPlacement(table1G: none, table2M: none, table4K: none)], memlist: list, cmrs: nil,
                    maxReservedAreas: limit)
                for packer in ReservedAreaPackers.all { judge(packer, problem, "order \(order), limit \(limit)") }
            }
        }
    }

    private func judge(_ packer: any ReservedAreaPacker, _ problem: ReservedAreaProblem, _ comment: String) {
        if let fault = Self.fault(of: packer, problem) { Issue.record("\(packer.name): \(fault); \(comment)") }
    }

    /// What is wrong with the packer's answer.
    static func fault(of packer: any ReservedAreaPacker, _ problem: ReservedAreaProblem) -> String? {
        let answer = Result { () throws(ConstructionError) in try packer.pack(problem) }
        if let model = packer.rule.model {
            return answer == Result { () throws(ConstructionError) in try model.pack(problem) }
                ? nil : "differs from the kernel's walk"
        }
        let oracle = ReservedAreaOracle(problem)
        let least = oracle.leastGivenUp()
        guard let packing = try? answer.get() else {
            let mayFail = packer.rule.givesUpMemory ? least == nil : least != .zero
            return mayFail ? nil : "found no areas"
        }
        if let fault = oracle.fault(of: packing) { return "\(fault)" }
        let given = packing.givenUp
        guard let least else { return "has areas where none are allowed" }
        return switch packer.rule {
        case .linux, .linuxJoined, .fits: given < least ? "gives up less than is possible" : nil
        case .fewestAreas: given > .zero ? "gives memory up" : nil
        case .leastGivenUp: given != least ? "gives up \(given), not \(least)" : nil
        case .leastOrLess: given > least ? "gives up \(given), more than \(least)" : nil
        }
    }

    /// A member as one would add it, in one file, wrong in the figure only: the judge of all members finds it.
    private struct Boasting: ReservedAreaPacker {
        let name = "boasting"
        let rule = PackingRule.leastGivenUp

        func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking {
            var packing = try LowestFirstPacker().pack(problem)
            packing.givenUp = .zero
            return packing
        }
    }

    @Test func `a member that claims too much is found`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var found = 0
        for _ in 0..<100 where Self.fault(of: Boasting(), tiny(pages: 11, &random).problem) != nil { found += 1 }
        #expect(found > 10, "seed \(seed)")
        #expect(Set(ReservedAreaPackers.all.map(\.name)).count == ReservedAreaPackers.all.count)
    }

    @Test func `a table moves into what is given up and frees its place`() throws {
        // Separators of 10, 40, 20 and 30 pages; the table of 8 pages stands alone between the last two.
        func region(_ start: UInt64, _ end: UInt64) -> MemoryRegion {
            MemoryRegion(pages: PageRange(start, end), node: NodeID(0))
        }
        let memlist = [region(1010, 1020), region(1030, 1070), region(1080, 1138), region(1150, 1200)]
        let none = PAMTTable(base: PageFrame(0).address, size: .zero)
        let table = PAMTTable(base: PageFrame(1100).address, size: .pages(8))
        let problem = ReservedAreaProblem(
            tdmrs: [PageRange(1000, 1200)], placements: [PAMTPlacement(table1G: none, table2M: none, table4K: table)],
            memlist: memlist, cmrs: nil,
            maxReservedAreas: 3)
        #expect(try SelectionPacker().pack(problem).givenUp == .pages(30))
        let moved = try TableMovingPacker().pack(problem)
        #expect(moved.givenUp == .pages(2))
        #expect(moved.placements?[0].table4K.base != table.base)
        #expect(ReservedAreaOracle(problem).fault(of: moved) == nil)
    }
}
