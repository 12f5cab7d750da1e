import Foundation
import Measurement
import Reporting
import Testing

@Suite struct ExportTests {
    private func object(_ text: String) throws -> Any { try JSONSerialization.jsonObject(with: Data(text.utf8)) }

    @Test func `google-benchmark rows are one per sample`() throws {
        let text = try Export(try SampleResult.document(), format: .gbench).text(.gbench)
        let top = try #require(try object(text) as? [String: Any])
        let rows = try #require(top["benchmarks"] as? [[String: Any]])
        #expect(rows.count == 9 * 2)
        for row in rows {
            #expect(row["run_type"] as? String == "iteration")
            #expect(row["repetitions"] as? Int == 2)
            #expect((row["real_time"] as? Double ?? 0) > 0)
            #expect(row["time_unit"] as? String == "ns")
        }
        let context = try #require(top["context"] as? [String: Any])
        #expect(context["json_schema_version"] as? Int == 1)
        #expect(context["library_build_type"] as? String == "release")
    }

    @Test func `a result of several machines must say which`() {
        #expect(throws: ExportError.severalMachines(count: 2)) {
            try Export(try SampleResult.document(machines: 2), format: .gbench)
        }
        #expect(throws: ExportError.noSuchMachine(number: 3, count: 2)) {
            try Export(try SampleResult.document(machines: 2), format: .bmf, machineNumber: 3)
        }
    }

    @Test func `bencher and github-action-benchmark get times and instructions`() throws {
        let bmf = try #require(
            try object(try Export(try SampleResult.document(), format: .bmf).text(.bmf))
                as? [String: [String: [String: Double]]])
        #expect(bmf["lookup/grid/synthetic-16/throughput"]?["latency"]?["value"] == 3)
        #expect(bmf["lookup/grid/synthetic-16/throughput"]?["instructions"]?["value"] == 42)
        #expect(bmf["plan/linux/real-emr/quality"]?["tdmrs"]?["value"] == 3)
        let gha = try #require(
            try object(try Export(try SampleResult.document(), format: .gha).text(.gha)) as? [[String: Any]])
        #expect(gha.count == 18)
        #expect(gha.allSatisfy { $0["name"] is String && $0["unit"] is String && $0["value"] is NSNumber })
    }

    @Test func `comma separated rows quote what needs it and keep every sample`() throws {
        let text = try Export(try SampleResult.document(machines: 2), format: .csv).text(.csv)
        let lines = text.split(separator: "\n")
        let columns = lines[0].split(separator: ",", omittingEmptySubsequences: false).count
        #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == columns })
        #expect(lines.filter { $0.contains(",sample,") }.count == 2 * 9 * 2)
        #expect(lines.contains { $0.contains(",cycles,,") })
    }

    @Test func `a distribution becomes a percentile file in nanoseconds`() throws {
        let files = try Export(try SampleResult.document(), format: .hgrm).percentileDistributions()
        let grid = try #require(files.first { $0.name == "lookup_grid_synthetic-16_throughput.hgrm" })
        #expect(grid.text.contains("Value") && grid.text.contains("1/(1-Percentile)"))
        #expect(grid.text.contains("#[Max     =        6.000") || grid.text.contains("6.00"))
        #expect(throws: ExportError.severalCases(count: 9)) {
            try Export(try SampleResult.document(), format: .hgrm).text(.hgrm)
        }
    }

    @Test func `a result without times says so`() throws {
        var untimed = try SampleResult.document()
        untimed.cases.removeAll { $0.time != nil }
        let document = untimed
        #expect(throws: ExportError.nothingToExport(.gbench)) { try Export(document, format: .gbench).text(.gbench) }
        #expect(throws: ExportError.nothingToExport(.hgrm)) { try Export(document, format: .hgrm).text(.hgrm) }
    }
}
