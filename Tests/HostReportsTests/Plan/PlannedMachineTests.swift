import Foundation
import HostReports
import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import TestSupport
import Testing

/// The planner on every machine that there is: real logs and synthetic ones.
@Suite struct PlannedMachineTests {
    struct Machine: CustomStringConvertible, Sendable {
        var description: String
        var map: HostMemoryMap

        var memory: ByteCount { map.memory.reduce(.zero) { $0 + $1.pages.size } }
    }

    /// Real logs that hold memory above 1 MiB.
    static let logs: [Machine] = {
        let folder = Fixtures.datasets.appending(path: "real")
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        return names.compactMap { name in
            let log = folder.appending(path: name).appending(path: "dmesg.txt").path
            guard let reading = try? MapReader.read(log), reading.map.memory.contains(where: { $0.end > .tdxMinimum })
            else { return nil }
            return Machine(description: name, map: reading.map)
        }
    }()

    static let real = Thoroughness.sample(logs, of: 2)

    /// Synthetic machines: those of fewer than 10,000 regions, or of fewer than 100 where there is no time.
    static let synthetic: [Machine] = SyntheticPreset.all.compactMap { preset in
        let most = Thoroughness.isComplete ? 10_000 : 100
        guard let map = try? Recipe(preset: preset.name).map(), map.memory.count < most else { return nil }
        return Machine(description: preset.name, map: map)
    }

    /// What machines are planned for: everything, or the default where there is no time.
    static let objectives = Thoroughness.isComplete ? PlanObjective.allCases : [.default]

    static func plan(
        _ machine: Machine, _ objective: PlanObjective, processors: Int = 64, profile: PlatformProfile = .standard
    ) -> PlanReport {
        PlanReport(
            machine.map, strategy: Planners.defaultStrategy,
            options: PlannerOptions(logicalProcessors: processors, objective: objective), profile: profile)
    }

    @Test func `the machines are there`() {
        #expect(Self.logs.count >= 55)
        #expect(Self.synthetic.count >= 15)
    }

    @Test(arguments: real, Thoroughness.sample([64, 8], of: 1))
    func `every real machine gets a valid plan that withholds nothing and claims no more than is so`(
        _ machine: Machine, _ processors: Int
    ) throws {
        let linux = PlanReport(
            machine.map, strategy: Planners.linux, options: PlannerOptions(logicalProcessors: processors))
        for objective in Self.objectives {
            let report = Self.plan(machine, objective, processors: processors)
            #expect(
                report.verdict?.isAccepted == true,
                "\(objective) \(String(describing: report.verdict)) \(String(describing: report.error))")
            let layout = try #require(report.layout, "\(objective)")
            let inside = layout.withheld.contains { range in
                machine.map.cmrs == nil || machine.map.cmrs?.contains { $0.wholePages.overlaps(range) } == true
            }
            #expect(!inside, "\(objective)")
            if objective == .memory, let other = linux.layout, linux.verdict?.isAccepted ?? true {
                #expect(layout.pamtSize <= other.pamtSize)
            }
            let solution = try #require(report.result.solution)
            #expect(solution.claims.map(\.key) == objective.order)
            for claim in solution.claims {
                #expect(!claim.isRefuted, "\(objective) \(claim)")
            }
            // How far the bounds are from the figures that come first: measured on these logs, so that a bound does not quietly become worthless.
            if objective == .default, let time = solution.claim(.time) {
                #expect(Double(time.figure.amount) <= 1.3 * Double(time.lowerBound.amount))
            }
            if objective == .memory || objective == .simple, let pamt = solution.claim(.pamt) {
                #expect(Double(pamt.figure.amount) <= 1.08 * Double(pamt.lowerBound.amount))
            }
        }
    }

    @Test(arguments: Thoroughness.sample(logs, of: 1))
    func `with dynamic PAMT every real machine gets a plan that the module accepts and that has less PAMT`(
        _ machine: Machine
    ) throws {
        for objective in Self.objectives {
            let report = Self.plan(machine, objective, profile: .dynamicPAMT)
            #expect(report.verdict?.isAccepted == true, "\(objective) \(String(describing: report.verdict))")
            let layout = try #require(report.layout, "\(objective)")
            for tdmr in layout.tdmrs {
                let bitmap = ByteCount.pages((tdmr.info.size.pages / 8 + 0xfff) / 0x1000)
                #expect(tdmr.info.pamt(.page4K).size == bitmap, "\(objective) \(tdmr)")
            }
            let other = try #require(Self.plan(machine, objective).layout)
            #expect(layout.pamtSize < other.pamtSize && layout.withheld.count <= other.withheld.count, "\(objective)")
            for claim in report.result.solution?.claims ?? [] { #expect(!claim.isRefuted, "\(objective) \(claim)") }
        }
    }

    /// T_init of Linux, on one LP, against that of the plan on 64 LPs.
    @Test(.enabled(if: Thoroughness.isComplete))
    func `real machines of 256 GiB and more start at least 23 times as fast, half of them 48 times`() {
        // A machine of 256 GiB of memory tells the kernel of less: firmware keeps some.
        let gains = Self.logs.filter { $0.memory >= .gib(254) }.compactMap { machine -> Double? in
            let linux = PlanReport(
                machine.map, strategy: Planners.linux, options: PlannerOptions(logicalProcessors: 64))
            guard let before = linux.prediction, let after = Self.plan(machine, .default).prediction else { return nil }
            return Double(before.serial.rawValue) / Double(after.parallel.rawValue)
        }.sorted()
        #expect(gains.count >= 12, "\(gains)")
        #expect(gains[0] >= 23 && gains[gains.count / 2] >= 48, "\(gains)")
    }

    /// Without CMRs the best plan takes a debug build seconds.
    @Test(arguments: Thoroughness.sample([true, false], of: 1))
    func `the Emerald Rapids machine is planned with and without its CMRs`(_ withCMRs: Bool) throws {
        var machine = try #require(Self.logs.first { $0.description.hasPrefix("emr-") })
        if !withCMRs { machine.map.cmrs = nil }
        for objective in Self.objectives {
            let report = Self.plan(machine, objective)
            #expect(report.verdict?.isAccepted == true, "\(objective)")
            #expect(report.layout?.withheld == [], "\(objective)")
        }
    }

    @Test(arguments: Thoroughness.sample(synthetic, of: 3))
    func `every synthetic machine that can be planned is accepted`(_ machine: Machine) throws {
        for objective in Self.objectives {
            let report = Self.plan(machine, objective)
            // Of what no firmware makes some has no plan, and memory beyond the module's address limits is refused whatever the plan.
            let isRefused = if case .refused(.cmrListInvalid) = report.verdict { true } else { false }
            let context = "\(objective) \(String(describing: report.error)) \(String(describing: report.verdict))"
            if report.layout == nil || isRefused {
                #expect(machine.description.hasPrefix("adversarial"), "\(context)")
            } else {
                #expect(report.verdict?.isAccepted == true, "\(context)")
                // 1,024 regions without CMRs have more holes than 64 TDMRs have areas.
                let mayWithhold = machine.description.hasPrefix("adversarial") || machine.description == "sized"
                #expect(mayWithhold || report.layout?.withheld == [], "\(context)")
            }
            for claim in report.result.solution?.claims ?? [] { #expect(!claim.isRefuted, "\(objective) \(claim)") }
        }
    }

    @Test func `a granule with too many holes is no matter where the CMRs are known`() throws {
        let machine = try #require(Self.synthetic.first { $0.description == "gnr-fragmented" })
        for objective in Self.objectives {
            let report = Self.plan(machine, objective)
            #expect(report.verdict?.isAccepted == true)
            #expect(report.layout?.withheld == [])
        }
    }

    @Test(.enabled(if: Thoroughness.isComplete))
    func `where the CMRs are unknown, tables fill the gaps of a crowded granule to the page`() throws {
        var machine = try #require(Self.synthetic.first { $0.description == "gnr-fragmented" })
        machine.map.cmrs = nil
        for objective in Self.objectives {
            let report = Self.plan(machine, objective)
            #expect(report.verdict?.isAccepted == true, "\(objective)")
            #expect(report.layout?.withheld == [], "\(objective)")
        }
    }

    @Test func `slack keeps areas free`() throws {
        let machine = try #require(Self.logs.first { $0.description.hasPrefix("emr-") })
        let report = PlanReport(
            machine.map, strategy: Planners.defaultStrategy, options: PlannerOptions(logicalProcessors: 2, slack: 14))
        let layout = try #require(report.layout)
        #expect(layout.tdmrs.allSatisfy { $0.info.reservedAreas.count <= 2 })
    }

    @Test(arguments: [(0, 16), (64, 0)])
    func `limits of 0 are answered with a reason`(_ maxTDMRs: Int, _ maxReserved: Int) throws {
        var machine = try #require(Self.real.first)
        machine.map.limits.maxTDMRs = maxTDMRs
        machine.map.limits.maxReservedAreas = maxReserved
        let report = Self.plan(machine, .default)
        #expect(report.error == .impossible(maxTDMRs == 0 ? .noTDMRs : .noReservedAreas))
        #expect(report.error?.message?.contains("max_") == true)
    }

    @Test(.enabled(if: Thoroughness.isComplete)) func `an entry size of 0 means that the table does not exist`() throws
    {
        for level in Thoroughness.sample(PAMTLevel.allCases, of: 1) {
            var machine = try #require(Self.logs.first { $0.description.hasPrefix("emr-") })
            switch level {
            case .page4K: machine.map.limits.pamtEntrySize4K = .zero
            case .page2M: machine.map.limits.pamtEntrySize2M = .zero
            case .page1G: machine.map.limits.pamtEntrySize1G = .zero
            }
            let report = Self.plan(machine, .default)
            #expect(report.verdict?.isAccepted == true, "\(level) \(String(describing: report.verdict))")
            #expect(report.layout?.tdmrs.allSatisfy { $0.info.pamt(level).size == .zero } == true)
        }
    }

    @Test func `strategies of single parts are judged too`() {
        var judged: Set<String> = []
        for machine in Thoroughness.sample(Self.real.filter { $0.map.memory.count > 6 }, of: 1) {
            for row in PlanComparison(machine.map, options: PlannerOptions(logicalProcessors: 8)).rows
            where !row.strategy.followsKernel {
                guard row.error == nil else { continue }
                #expect(
                    row.verdict?.isAccepted == true,
                    "\(machine) \(row.strategy.name) \(String(describing: row.verdict))")
                judged.insert(row.strategy.name)
            }
        }
        #expect(judged == Set(Planners.all.filter { !$0.followsKernel }.map(\.name)))
    }

    @Test func `a plan is explained and drawn`() throws {
        let machine = try #require(
            Self.logs.first { $0.description.hasPrefix("spr-8480") || $0.description.hasPrefix("null-null") })
        let options = PlannerOptions(logicalProcessors: 64)
        let report = PlanReport(machine.map, strategy: Planners.defaultStrategy, options: options)
        let linux = report.linux(options: options)
        let text = try #require(PlanExplanation(report, comparedWith: linux)).sentences.joined(separator: "\n")
        #expect(text.contains("Linux would"))
        #expect(text.contains("is the limit"))
        let picture = try #require(AddressSpacePicture(report))
        #expect(picture.rows.count >= 2)
        let lane = picture.lanes.firstIndex(of: "TDMRs")
        #expect(picture.bars.count { $0.lane == lane } == report.layout?.tdmrs.count)
        // A table has the colour of its TDMR, and a row is marked from its first address to its last.
        #expect(
            picture.bars.count { if case .tdmr = $0.kind { true } else { false } } > report.layout?.tdmrs.count ?? 0)
        #expect(
            picture.rows.allSatisfy {
                $0.ticks.first == $0.pages.start && $0.ticks.last == $0.pages.end && $0.ticks.count <= 10
            })
        #expect(
            picture.rows.allSatisfy { row in
                !row.isEnlarged || picture.rows.contains { !$0.isEnlarged && $0.pages.contains(row.pages) }
            })
    }

    @Test func `a picture names holes by the firmware's types and enlarges what is small`() throws {
        let reading = try MapReader.read(try #require(RealLog.all.first { $0.name.hasPrefix("emr-foxcreekpass") }).path)
        let report = PlanReport(reading.map, strategy: Planners.defaultStrategy, options: PlannerOptions())
        let picture = try #require(AddressSpacePicture(report, kept: reading.kept))
        #expect(picture.lanes == ["memory", "holes", "CMRs", "TDMRs", "areas", "PAMTs"])
        let holes = picture.bars.filter { $0.kind == .hole }
        #expect(Set(holes.map(\.label)) == ["reserved", "ACPI NVS", "ACPI data"])
        #expect(holes.allSatisfy { $0.lane == 1 && $0.hint.hasPrefix($0.label) })
        // The tables at 1 MiB, the pieces below TOLUD and the last page of low memory.
        let enlarged = picture.rows.filter(\.isEnlarged).map(\.pages)
        #expect(enlarged.count == 3)
        #expect(
            enlarged.contains { $0.contains(PageRange(0x100, 0x900)) }
                && enlarged.contains { $0.contains(PageRange(0x6f7ff, 0x6f800)) })
        #expect(AddressSpacePicture(report)?.lanes.contains("holes") == false)
        // Between the rows, too.
        let other = try MapReader.read(try #require(RealLog.all.first { $0.name.hasPrefix("dell-xps-13") }).path)
        let plan = PlanReport(other.map, strategy: Planners.defaultStrategy, options: PlannerOptions())
        let rows = try #require(AddressSpacePicture(plan, kept: other.kept)).rows
        #expect(rows.map(\.gap).contains("no memory in [0x80000000, 0x100000000), 2 GiB: reserved"))
    }

    /// Every row in which small things crowd has an enlargement, the last nodes' too, and borders of TDMRs come before
    /// those of holes.
    @Test func `a picture of many nodes enlarges something of each and names borders`() throws {
        let reading = try MapReader.read(try #require(RealLog.all.first { $0.name.hasPrefix("hp-16socket") }).path)
        // The best plan takes a debug build seconds.
        let strategy = try #require(Planners.named("kernel-sized"))
        let report = PlanReport(reading.map, strategy: strategy, options: PlannerOptions())
        let picture = try #require(AddressSpacePicture(report, kept: reading.kept))
        let nodes = (0..<16).map { "node \($0)\n" }
        for node in nodes {
            let index = try #require(picture.rows.firstIndex { $0.label.hasPrefix(node) })
            #expect(index + 1 < picture.rows.count && picture.rows[index + 1].isEnlarged, "\(node)")
        }
        let gap = try #require(
            zip(reading.map.memory, reading.map.memory.dropFirst()).first {
                $0.end < $1.start && $0.end > PageFrame(0x100)
            })
        for picture in [picture, try #require(AddressSpacePicture(report))] {
            let borders = Set(picture.rows[0].borders)
            #expect(borders.contains(gap.0.end) && borders.contains(gap.1.start))
        }
        let starts = Set(report.layout?.tdmrs.map { PageFrame(containing: $0.info.base) } ?? [])
        for row in picture.rows {
            #expect(row.borders.allSatisfy { row.pages.start < $0 && $0 < row.pages.end })
            #expect(Set(row.borders).count == row.borders.count)
            let inside = starts.count { row.pages.start < $0 && $0 < row.pages.end }
            #expect(row.borders.prefix(inside).count { starts.contains($0) } > 0 || inside == 0)
        }
    }

    @Test func `each of many TDMRs has a colour of its own, and a picture of many nodes has an end`() throws {
        let reading = try MapReader.read(
            try #require(RealLog.all.first { $0.name.hasPrefix("dell-poweredge-r7625-epyc-32n") }).path)
        let report = PlanReport(
            reading.map, strategy: Planners.defaultStrategy, options: PlannerOptions(logicalProcessors: 64))
        let picture = try #require(AddressSpacePicture(report, kept: reading.kept))
        #expect(picture.rows.count <= 30)
        let count = try #require(report.layout?.tdmrs.count)
        #expect(count > 16)
        let colours = Set(picture.bars.compactMap { if case .tdmr = $0.kind { $0.series } else { nil } })
        #expect(colours.count == count)
        // No memory is left out.
        #expect(reading.map.memory.allSatisfy { region in picture.rows.contains { $0.pages.overlaps(region.pages) } })
    }

    @Test(.enabled(if: Thoroughness.isComplete))
    func `a picture of very many ranges draws what cannot be told apart as one`() throws {
        // The one TDMR with its one area leaves out all but the first region.
        let small = (0..<4300 as Range<UInt64>).map { PageRange(0x100000 + 0x60 * $0, 0x100010 + 0x60 * $0) }
        var map = HostMemoryMap(
            memory: ([PageRange(0x40100, 0x80000)] + small).map { MemoryRegion(pages: $0, node: NodeID(0)) },
            cmrs: [
                CMR(base: PageFrame(0x40100).address, size: .pages(0x3ff00)),
                CMR(base: PageFrame(0x100000).address, size: .gib(2)),
            ])
        map.limits.maxTDMRs = 1
        map.limits.maxReservedAreas = 1
        let report = PlanReport(map, strategy: Planners.defaultStrategy, options: PlannerOptions())
        let withheld = try #require(report.layout?.withheld)
        let picture = try #require(AddressSpacePicture(report))
        let memory = picture.bars.filter { $0.lane == 0 }
        #expect(map.memory.count > 4000 && memory.count < map.memory.count)
        #expect(Self.covers(memory, map.memory.map(\.pages)))
        #expect(withheld.count > 4000 && Self.covers(picture.bars.filter { $0.kind == .withheld }, withheld))
    }

    /// Whether the bars cover all of the ranges.
    private static func covers(_ bars: [AddressSpacePicture.Bar], _ ranges: [PageRange]) -> Bool {
        let drawn = PageRanges(bars.map(\.pages))
        return ranges.allSatisfy { drawn.covers($0) }
    }

    @Test func `the front of plans is the best of all numbers of TDMRs`() throws {
        let machine = try #require(Self.logs.first { $0.description.hasPrefix("dell-xps-13") })
        let options = PlannerOptions(logicalProcessors: 64)
        var told: [Double] = []
        let points = PlanFront(machine.map, options: options) { told.append($0) }.points
        #expect(told == told.sorted() && told.count > 10 && told.allSatisfy { (0..<1).contains($0) })
        for (i, point) in points.enumerated() {
            #expect(!points[..<i].contains { $0.pamt <= point.pamt && $0.tdmrs <= point.tdmrs }, "\(point)")
        }
        #expect(points.contains { $0.tdmrs > 32 } && points.contains { $0.tdmrs <= 2 })
    }

    @Test func `a bound that claims nothing is not printed`() throws {
        // Three holes in one granule, one area, and nothing else is convertible.
        let pages =
            [0x40000...0x48000, 0x48001...0x50000, 0x50001...0x58000, 0x58001...0x80000] as [ClosedRange<UInt64>]
        var map = HostMemoryMap(
            memory: pages.map { MemoryRegion(pages: PageRange($0.lowerBound, $0.upperBound), node: NodeID(0)) })
        map.limits.maxTDMRs = 1
        map.limits.maxReservedAreas = 1
        let options = PlannerOptions(logicalProcessors: 64)
        let report = PlanReport(map, strategy: Planners.defaultStrategy, options: options)
        #expect(try #require(report.result.solution).figure(.withheld).amount > 0)
        let linux = report.linux(options: options)
        let text = try #require(PlanExplanation(report, comparedWith: linux)).sentences.joined(separator: "\n")
        #expect(text.contains("Not proven best") && !text.contains("no plan below"))
    }
}
