import Foundation
import Testing
import TestSupport

/// libpapi's event tables for processors that this machine is not: the names must resolve there, though nothing can be counted here.
@Suite struct BenchCounterTests {
    private struct List: Decodable {
        struct Row: Decodable {
            var counter: String
            var source: String?
            var name: String?
            var reason: String?
        }

        var library: String
        var counters: [Row]
    }

    private func list(forcing processor: String?) throws -> List {
        let environment = processor.map { ["LIBPFM_FORCE_PMU": $0] } ?? [:]
        let result = try BuiltProduct.bench.run(
            ["counters", "--counters", "papi", "--format", "json"], environment: environment)
        #expect(result.exitCode == 0, "\(result.standardError)")
        return try JSONDecoder().decode(List.self, from: Data(result.standardOutput.utf8))
    }

    // Without libpapi there are no tables.
    @Test(.enabled(if: CounterStandInTests.hasLibpapi), arguments: ["icx", "spr", "amd64_fam19h_zen3"])
    func `the base counters have a native name on servers`(
        _ processor: String
    ) throws {
        let list = try list(forcing: processor)
        for name in ["cycles", "instructions", "branches", "branch-misses", "l1d-misses", "dtlb-misses"] {
            let row = try #require(list.counters.first { $0.counter == name })
            #expect(row.name != nil, "\(name) on \(processor)")
            #expect(row.source != nil || row.reason?.isEmpty == false)
        }
    }

    @Test func `every counter is there with a source or a reason`() throws {
        let list = try list(forcing: nil)
        #expect(list.counters.count == 13)
        #expect(list.counters.allSatisfy { ($0.source == nil) != ($0.reason == nil) })
    }
}
