import SeededRandom
import TestSupport
import Testing

@testable import Measurement

@Suite struct HistoryTests {
    private static func commit(_ number: Int) throws -> HistoryEntry.Commit {
        let digits = String(number, radix: 16)
        return try #require(
            HistoryEntry.Commit(
                hash: String(repeating: "0", count: 40 - digits.count) + digits,
                date: "2026-01-01T00:00:\(number < 10 ? "0" : "")\(number)Z", number: number))
    }

    private static func entry(_ name: String, at number: Int, time: Double, machine: String = "m") throws -> String {
        let commit = try commit(number)
        return "\(name)\t\(machine)\t\(commit.date)\t\(number)\t\(commit.hash)\t\(time)\t\(time)\t\(time)\t-\t100.0"
    }

    private static func history(_ lines: [String]) throws -> History {
        try History(Array((History.header + "\n" + lines.joined(separator: "\n") + "\n").utf8), path: "h")
    }

    @Test func `two histories are merged by joining their lines`() throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var lines: [String] = []
        for number in 1...30 {
            for name in ["a/b/c/d", "a/x/c/d"] { lines.append(try Self.entry(name, at: number, time: Double(number))) }
        }
        let whole = try Self.history(lines)
        let (one, other) = (lines.filter { _ in random.below(2) == 0 }, lines.filter { _ in random.below(2) == 0 })
        let rest = lines.filter { !one.contains($0) && !other.contains($0) }
        let joined = try Self.history((one + other + rest).shuffled(using: &random))
        #expect(joined == whole, "seed \(seed)")
        #expect(try History(Array(whole.text.utf8), path: "h") == whole)
        let sorted = whole.text.split(separator: "\n").dropFirst()
        #expect(sorted.count == 60 && Set(sorted).count == 60)
        #expect(whole.series.map(\.entries.count) == [30, 30])
    }

    @Test func `a level is dated and machines stay apart`() throws {
        var lines: [String] = []
        for number in 1...20 {
            let noise = Double(number % 3) * 0.003
            lines.append(try Self.entry("a/b/c/d", at: number, time: (number < 14 ? 10 : 10.5) + noise))
            lines.append(try Self.entry("a/b/c/d", at: number, time: 99 + noise, machine: "n"))
        }
        let changes = try Self.history(lines).changes()
        #expect(changes.count == 1)
        let change = try #require(changes.first)
        #expect(change.commit.number == 14 && change.previous.number == 13 && change.isRegression)
        #expect(change.machine == "m" && change.figure == .time)
    }

    /// Of 300 series, each as noisy as a shared machine's.
    @Test func `many series without a change show none, and one with a change among them is dated`() throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        func lines(_ name: String, commits: Int, noise: Double, slowerFrom: Int = .max) throws -> [String] {
            try (1...commits).map { number in
                let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double(random.below(1 << 30)) / Double(1 << 30) }
                let level = number < slowerFrom ? 100.0 : 105
                return try Self.entry(name, at: number, time: level * (1 + noise * normal))
            }
        }
        var alarms = 0
        for commits in [6, 20] {
            for _ in 0..<10 {
                let all = try (0..<300).flatMap { try lines("a/b/c\($0)/d", commits: commits, noise: 0.02) }
                if !(try Self.history(all).changes().isEmpty) { alarms += 1 }
            }
        }
        // One in a hundred is what is promised.
        #expect(alarms <= 2, "seed \(seed): \(alarms) of 20")
        var all = try (0..<300).flatMap { try lines("a/b/c\($0)/d", commits: 20, noise: 0.01) }
        all += try lines("a/b/slower/d", commits: 20, noise: 0.01, slowerFrom: 12)
        let changes = try Self.history(all).changes()
        #expect(changes.contains { "\($0.name)" == "a/b/slower/d" && abs($0.commit.number - 12) <= 1 }, "seed \(seed)")
        #expect(changes.count <= 2, "seed \(seed)")
    }

    @Test(arguments: [
        ([100, 110], [true]), ([100, 110, 108], [true, false]), ([100, 110, 100], [false, false]),
        ([100, 110, 90], [false, false]), ([100, 90, 95], [false, true]), ([100, 110, 105, 110], [true, false, true]),
    ]) func `what got worse is a regression until all of it is regained`(levels: [Double], regressions: [Bool]) throws {
        let lines = try levels.enumerated().flatMap { place, level in
            try (1...6).map { try Self.entry("a/b/c/d", at: 6 * place + $0, time: level) }
        }
        let changes = try Self.history(lines).changes()
        #expect(changes.map(\.isRegression) == regressions)
    }

    @Test(arguments: [
        ("", 1), ("nonsense\n", 1), ("# tdmr-bench history 2: x\n", 1),
        ("\(History.header)\na/b/c/d\tm\n", 2),
        (
            "\(History.header)\n\na/b/c\tm\t2026-01-01T00:00:00Z\t1\t\(String(repeating: "a", count: 40))\t1\t1\t1\t-\t-",
            3
        ),
        (
            "\(History.header)\na/b/c/d\tm\t2026-01-01T00:00:00Z\t1\t\(String(repeating: "a", count: 40))\tnan\t1\t1\t-\t-",
            2
        ),
        ("\(History.header)\na/b/c/d\tm\t2026-01-01\t1\t\(String(repeating: "a", count: 40))\t1\t1\t1\t-\t-", 2),
    ]) func `a line that is none is named`(text: String, line: Int) {
        #expect { try History(Array(text.utf8), path: "h") } throws: { ($0 as? FileFault)?.line == line }
    }
}
