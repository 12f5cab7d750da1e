import JSONText
import SeededRandom
import TestSupport
import Testing

@testable import Measurement

/// Durations in files.
@Suite struct InSecondsTests {
    private struct Row: Codable {
        @InSeconds var time: Duration
    }

    private func read(_ number: String) throws -> Row {
        try JSONFile.decode(Row.self, from: Array("{\"time\": \(number)}".utf8), path: "rows")
    }

    @Test func `whole nanoseconds have at most nine places, and are read as they were`() throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<Thoroughness.cases(quick: 2000, thorough: 200_000) {
            let nanoseconds = Int64(random.below(1 << (1 + random.below(51))))
            let duration = Duration.nanoseconds(nanoseconds)
            #expect(duration.nanoseconds == Double(nanoseconds), "seed \(seed)")
            #expect(duration.seconds == Double(nanoseconds) / 1e9, "seed \(seed): \(nanoseconds) ns")
            let row = Row(time: duration)
            #expect(row.time == duration, "seed \(seed): \(nanoseconds) ns")
            #expect(try read("\(duration.seconds)").time == duration, "seed \(seed): \(nanoseconds) ns")
        }
    }

    @Test(arguments: ["12.300000000000002", "0.1", "5e-324", "-1.5", "1e+300", "-1e+308"])
    func `what was read is written again, and no number is too much for a duration`(_ number: String) throws {
        var row = try read(number)
        #expect(try JSONValue(encoding: row).line == "{\"time\": \(number)}")
        #expect(row.time < .seconds(1e10) && row.time > .seconds(-1e10))
        row.time += .zero
        #expect(row.time < .seconds(1e10) && row.time > .seconds(-1e10))
    }

    @Test func `what is not a number is refused by its name`() {
        for (text, reason) in [("null", "'time' must not be null"), ("\"1\"", "'time' has another type than expected")]
        {
            #expect { try read(text) } throws: { ($0 as? FileFault)?.reason == reason }
        }
    }
}
