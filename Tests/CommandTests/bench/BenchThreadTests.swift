import Foundation
import TestSupport
import Testing

/// The workloads that have threads of their own, as the command runs them: verified, and quiet under the thread sanitizer.
@Suite struct BenchThreadTests {
    @Test func `threads that look up while the list is replaced answer as they should`() throws {
        let outcome = try BuiltProduct.bench.run([
            "run", "--filter", "^concurrent/[^/]*/random-16/.*2-threads", "--quick", "--time", "20", "--counters",
            "none",
        ])
        #expect(outcome.exitCode == 0, "\(outcome.standardError)")
        #expect(outcome.standardOutput.contains("grace-period"))
        #expect(!outcome.standardError.contains("ThreadSanitizer"), "\(outcome.standardError)")
    }

    private struct Result: Decodable {
        struct Case: Decodable {
            var name: String
            var status: String
            var reason: String?
            var unitsPerOperation: Int?

            private enum CodingKeys: String, CodingKey {
                case name, status, reason
                case unitsPerOperation = "units_per_operation"
            }
        }

        var cases: [Case]
    }

    private func shared(_ threads: Int) throws -> [Result.Case] {
        let outcome = try BuiltProduct.bench.run([
            "run", "--all", "--filter", "^lookup/[^/]*/random-1024/threads-\(threads)$", "--quick", "--time", "20",
            "--counters", "none", "--format", "json",
        ])
        #expect(outcome.exitCode == 0, "\(outcome.standardError)")
        #expect(!outcome.standardError.contains("ThreadSanitizer"), "\(outcome.standardError)")
        return try JSONDecoder().decode(Result.self, from: outcome.outputBytes).cases
    }

    @Test(.enabled(if: ProcessInfo.processInfo.processorCount > 1))
    func `threads that share an index answer as they should`()
        throws
    {
        let cases = try shared(2)
        let timed = cases.filter { $0.status == "measured" }
        #expect(timed.allSatisfy { $0.unitsPerOperation == 2 * 1024 })
        for member in ["grid", "auto", "splus-tree", "radix-rank", "linear-array", "one-line"] {
            #expect(timed.contains { $0.name == "lookup/\(member)/random-1024/threads-2" }, "\(member)")
        }
    }

    /// Their names are those of any machine.
    @Test(.enabled(if: ProcessInfo.processInfo.processorCount < 256))
    func `threads without a CPU each are not applicable`()
        throws
    {
        let cases = try shared(256)
        #expect(cases.contains { $0.name == "lookup/auto/random-1024/threads-256" })
        for one in cases {
            #expect(one.status == "not-applicable")
            #expect(one.reason?.hasPrefix("256 threads need as many CPUs; there are ") == true, "\(one)")
        }
    }
}
