import Measurement
import PhysicalMemory
import SeededRandom
import TDXModule

/// Judges the same call again and again.
final class ConfigCheckWorkload<Judge: ConfigJudge, Oracle: ConfigJudge>: Workload {
    private let input: ConfigCheckInput

    init(judge: Judge.Type, oracle: Oracle.Type, input: ConfigCheckInput) { self.input = input }

    func run(_ range: Range<Int>) -> UInt64 {
        var accepted: UInt64 = 0
        for _ in range where Judge.verdict(on: input.call, platform: input.platform).isAccepted { accepted += 1 }
        return accepted
    }

    /// The dataset's own verdict, then layouts with one PAMT moved to a random page, which meet all kinds of neighbours.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let verdict = Judge.verdict(on: input.call, platform: input.platform)
        guard verdict == input.expected else {
            throw WrongAnswer(AnswerFault.verdict(verdict, by: Judge.name, expected: input.expected))
        }
        let end = input.call.entries.last.map { $0.base + $0.size } ?? PhysicalAddress(0)
        for _ in budget.rounds(200, of: "layouts") {
            var call = input.call
            let entry = Int(random.below(UInt64(call.entries.count)))
            call.entries[entry].pamt4K.base = PhysicalAddress(random.below(end.rawValue >> 12) << 12)
            let (answer, expected) = (
                Judge.verdict(on: call, platform: input.platform), Oracle.verdict(on: call, platform: input.platform)
            )
            guard answer == expected else {
                throw WrongAnswer(
                    AnswerFault.movedTable(
                        entry: entry, at: call.entries[entry].pamt4K.base, answer, by: Judge.name, expected,
                        oracle: Oracle.name))
            }
        }
    }

    var unitsPerOperation: Int { input.call.entries.count }

    var metrics: [Metric] {
        input.published.map { [Metric("genuine-module", $0, unit: "us", kind: .published, better: .neither)] } ?? []
    }
}
