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
}
