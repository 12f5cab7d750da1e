import HostReports
import Measurement
import MemoryMaps
import SeededRandom
import TDXHost

/// What a survey does with each machine: read its log, plan it as Linux does and with the best plan. An operation is one log; a unit is one of its lines.
enum SurveySuite {
    static let family = Family(
        name: "survey", summary: "logs read and planned both ways, as `tdmr survey` does on each LP", operation: "log",
        unit: "line", reference: "row",
        groups: [
            BenchmarkGroup(
                dataset: .init("generated-logs", size: machines), mode: "one-lp", countedOperations: 1,
                contenders: [
                    Contender("row") { SurveyWorkload($0) },
                    .least {
                        LeastWorkload(reading: $0.logs, writing: $0.row(0).json.line.utf8.count, units: $0.lines)
                    },
                ]
            ) { try SurveyInput() }
        ])

    /// Different machines, drawn from the distributions of real servers.
    static let machines = 64
}

struct SurveyInput: Sendable {
    let logs: [[UInt8]]

    init() throws {
        logs = try (1...UInt64(SurveySuite.machines)).map {
            Array(try Recipe(preset: nil, seed: $0, settings: []).kernelLog().utf8)
        }
    }

    /// Of a log, on average.
    var lines: Int { logs.reduce(0) { $0 + $1.count { $0 == UInt8(ascii: "\n") } } / max(1, logs.count) }

    func row(_ index: Int) -> SurveyRow { SurveyRow(.member(path: "log", bytes: logs[index % logs.count])) }
}

private final class SurveyWorkload: Workload {
    private let input: SurveyInput
    private let lines: Int

    init(_ input: SurveyInput) {
        self.input = input
        lines = input.lines
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for index in range { total &+= UInt64(input.row(index).tdmrs ?? 0) }
        return total
    }

    /// Every machine is read and planned, and what one plan says is what planning the map again says.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let index = Int(random.below(UInt64(input.logs.count)))
        let row = input.row(index)
        guard row.status == .ok, row.linux != nil, row.bestTime != nil else {
            throw WrongAnswer("log \(index) was not planned: \(row.json.line)")
        }
        guard row == input.row(index) else { throw WrongAnswer("log \(index) gives two answers") }
    }

    var unitsPerOperation: Int { lines }
}
