import Foundation
import MemoryMaps
import PhysicalMemory
import TDXModule
import TestSupport
import Testing

@testable import HostReports

@Suite struct SurveyTests {
    private static func row(_ text: String, path: String = "m") throws -> SurveyRow {
        SurveyRow(try MapReader.read(Array(text.utf8), name: path), path: path)
    }

    /// 1 GiB in one TDMR, of which the part below 1 MiB and the end are holes.
    private static let small = "tdxmap 1\nmemory 0x100000 0x3f000000 0\ncmr 0x100000 0x3f000000\nkeyids 31 32\n"

    @Test func `a machine's row has what a plan of it has`() throws {
        let row = try Self.row(Self.small)
        #expect(row.status == .ok && row.linux == .starts && row.reason == nil && row.doubt == nil)
        // The first MiB, the end, and the PAMT inside.
        #expect(row.tdmrs == 1 && row.areasMax == 3)
        // 1 GiB of 4 KiB, 2 MiB and 1 GiB pages at 16 bytes each, every table in whole pages: 4 MiB, 8 KiB, 4 KiB.
        #expect(row.pamtSize == .kib(4096 + 8 + 4) && row.withheld == .zero)
        let (linux, best) = (try #require(row.linuxTime), try #require(row.bestTime))
        #expect(best <= linux && row.gain == Double(linux.rawValue) / Double(best.rawValue))
    }

    @Test func `why Linux fails is said, and what is needed is known all the same`() throws {
        let row = try Self.row(Self.small + "limits 64 1 16 16 16\n")
        #expect(row.linux == .fails(.ENOSPC) && row.linuxTime == nil)
        #expect(row.reason?.description == "TDMR [0x0, 0x40000000): reserved areas exhausted.")
        #expect(row.areasMax == 3 && row.tdmrs == nil && row.gain == nil)
        let log = try #require(RealLog.all.first { $0.source == nil })
        let none = SurveyRow(try MapReader.read(log.path), path: log.path)
        #expect(none.status == .noMemory && none.linux == nil && none.bestTime == nil)
    }

    @Test func `a row is one line for programs, and a row read back is the row`() throws {
        let row = try Self.row(Self.small, path: "=a,\"b\"\n")
        #expect(!row.json.line.contains("\n") && !row.commaSeparated.contains("\n"))
        #expect(row.commaSeparated.hasPrefix("\"'=a,\"\"b\"\""))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let back = try decoder.decode(SurveyRow.self, from: Data(row.json.line.utf8))
        #expect(back.path == row.path && back.tdmrs == row.tdmrs && back.pamtSize == row.pamtSize)
        #expect(abs((back.linuxTime?.microseconds ?? 0) - (row.linuxTime?.microseconds ?? 1)) <= 0.0005)
        let cells = try Self.row(Self.small).commaSeparated.split(separator: ",", omittingEmptySubsequences: false)
        #expect(cells.count == SurveyRow.columns.split(separator: ",").count)
    }

    @Test func `a remark read back is told and counted as the fact was`() throws {
        let facts = [
            SurveyRemark(.construction(.reservedAreasExhausted(PageRange(0x40000, 0x80000)))),
            SurveyRemark(InputError(path: "a.log", line: 7, fault: .noMemory)),
            SurveyRemark(
                .layout(.tdmrBeyond(AddressableEnd(HostMemoryMap()), index: 3, base: PhysicalAddress(0), size: .gib(1)))
            ),
        ]
        for fact in facts {
            let back = try JSONDecoder().decode(SurveyRemark.self, from: JSONEncoder().encode(fact.description))
            guard case .sentence = back.subject else {
                Issue.record("a row holds the sentence alone")
                continue
            }
            #expect(back == fact && back.line == fact.line && back.sentence == fact.sentence && back.kind == fact.kind)
        }
        #expect(facts.map(\.line) == [nil, 7, nil])
        #expect(facts[0].kind == "TDMR [N, N): reserved areas exhausted.")
        // What no program wrote stays as it is, to the byte.
        for text in ["line 007: x", "line 99999999999999999999: x", "line : x", "line 7 x", "line 7: ", ""] {
            let back = try JSONDecoder().decode(SurveyRemark.self, from: JSONEncoder().encode(text))
            #expect(back.description == text)
            #expect(back.line == (text == "line 7: " ? 7 : nil))
        }
    }

    @Test func `figures of an edited row that are too large are the largest there are`() throws {
        let text =
            #"{"path": "a", "status": "ok", "linuxUs": 1e308, "bestUs": -1, "pamtKib": 18446744073709551615, "withheldKib": 7}"#
        let row = try JSONDecoder().decode(SurveyRow.self, from: Data(text.utf8))
        #expect(row.linuxTime == .longest && row.bestTime == .zero && row.gain == nil)
        #expect(row.pamtSize == .kib((1 << 54) - 1) && row.withheld == .kib(7))
        var summary = SurveySummary()
        for size in [row.pamtSize, row.withheld, row.pamtSize] {
            var row = row
            row.withheld = size
            summary.add(row)
        }
        #expect(summary.withheld == ByteCount(.max))
    }

    /// A row of a file, with random figures.
    private static func random(_ maker: inout MachineMaker, _ number: Int) throws -> SurveyRow {
        var members = ["\"path\": \"p\(number)\""]
        let kind = maker.pick(0...5)
        members.append("\"status\": \"\(["refused", "no-memory", "ok", "ok", "ok", "ok"][kind])\"")
        let (line, page) = (maker.pick(1...99), maker.pick(1...0xfffff))
        if kind == 0 {
            members.append("\"reason\": \"line \(line): the range at 0x\(String(page, radix: 16)) is empty\"")
        }
        if kind > 1 {
            let fails = maker.chance(30)
            members.append("\"linux\": \"\(fails ? "ENOSPC" : "OK")\"")
            if fails { members.append("\"reason\": \"TDMR [0x\(String(page, radix: 16)), 0x1): exhausted.\"") }
            members.append("\"areasMax\": \(maker.pick(1...20))")
            members.append("\"tdmrs\": \(maker.pick(1...9))")
            members.append("\"withheldKib\": \(maker.pick(0...100))")
            if maker.chance(80) { members.append("\"bestUs\": \(maker.pick(1...1000))") }
        }
        return try JSONDecoder().decode(SurveyRow.self, from: Data("{\(members.joined(separator: ", "))}".utf8))
    }

    @Test func `a summary is what counting all rows gives`() throws {
        for seed in TestSeed.several(40) {
            var maker = MachineMaker(seed: seed)
            let rows = try (0..<maker.pick(0...120)).map { try Self.random(&maker, $0) }
            var summary = SurveySummary()
            for row in rows { summary.add(row) }
            let planned = rows.filter { $0.status == .ok }
            let failing = planned.filter { $0.linux != .starts }
            let refused = rows.filter { $0.status == .refused }
            #expect(summary.machines == planned.count && summary.refused == refused.count, "seed \(seed)")
            #expect(summary.withoutMemory == rows.count - planned.count - refused.count, "seed \(seed)")
            #expect(summary.linuxFails == failing.count, "seed \(seed)")
            #expect(summary.failingPaths == failing.prefix(20).map(\.path), "seed \(seed)")
            #expect(summary.refusedInputs.map(\.path) == refused.prefix(20).map(\.path), "seed \(seed)")
            #expect(summary.withoutPlan == planned.count { $0.bestTime == nil }, "seed \(seed)")
            #expect(summary.withheld == planned.reduce(.zero) { $0 + ($1.withheld ?? .zero) }, "seed \(seed)")
            for count in 1...20 {
                let expected = planned.count { $0.areasMax == count }
                #expect(summary.areas.counts["\(count)", default: 0] == expected, "seed \(seed)")
            }
            for distance in 0...4 {
                let near = planned.count { $0.linux == .starts && (16 - distance...16).contains($0.areasMax ?? 0) }
                #expect(summary.near(distance) == near, "seed \(seed), \(distance)")
            }
            // Sentences of one kind are counted together, whatever numbers are in them.
            #expect(summary.refusals.counts == (refused.isEmpty ? [:] : ["the range at N is empty": refused.count]))
            let sentence = "ENOSPC: TDMR [N, N): exhausted."
            #expect(summary.linuxFailures.counts == (failing.isEmpty ? [:] : [sentence: failing.count]))
        }
    }
}
