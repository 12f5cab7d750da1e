import Measurement
import TDXModule

/// The verdict of TDH.SYS.CONFIG on whole layouts. An operation is one verdict; a unit is one TDMR.
///
/// Along a series the TDMRs double, from series to series their reserved areas grow: pair by pair the time grows with the square of the TDMRs.
enum ConfigCheckSuite {
    static let family = Family(
        name: "config-check", summary: "TDH.SYS.CONFIG's rules: every pair, or a sweep", operation: "verdict",
        unit: "TDMR", reference: "pairwise",
        groups: series(areas: 0, standard: [1, 64]) + series(areas: 3, standard: [5, 16, 64])
            + series(areas: 16, standard: [16, 32, 64]))

    private static let tdmrs = [1, 2, 4, 5, 8, 16, 32, 64, 128, 256]

    private static func series(areas: Int, standard: Set<Int>) -> [BenchmarkGroup] {
        tdmrs.flatMap { count in
            ConfigCheckMode.allCases.map { mode in
                BenchmarkGroup(
                    dataset: .init("areas-\(areas)-\(count)", size: count), mode: mode.rawValue,
                    tier: mode == .accepted && standard.contains(count) ? .standard : .extended, countedOperations: 4,
                    contenders: ConfigJudges.all.map { contender($0) } + [limit]
                ) { ConfigCheckInput(tdmrs: count, areas: areas, mode: mode) }
            }
        }
    }
}

extension ConfigCheckSuite {
    /// Every used field of every TDMR_INFO and the CMRs read; the verdict written.
    private static let limit = Contender<ConfigCheckInput>.least { input in
        let fields = input.call.entries.flatMap { info in
            [
                info.base.rawValue, info.size.rawValue, info.pamt1G.base.rawValue, info.pamt1G.size.rawValue,
                info.pamt2M.base.rawValue, info.pamt2M.size.rawValue, info.pamt4K.base.rawValue,
                info.pamt4K.size.rawValue,
            ] + info.reservedAreas.flatMap { [$0.offset.rawValue, $0.size.rawValue] }
        }
        return LeastWorkload(
            reading: [fields + input.platform.cmrs.flatMap { [$0.base.rawValue, $0.size.rawValue] }], writing: 0,
            units: input.call.entries.count)
    }

    /// Each judge's oracle is the other judge; their own tests check both against the rules.
    private static func contender<Judge: ConfigJudge>(_ judge: Judge.Type) -> Contender<ConfigCheckInput> {
        Contender(judge.name) { input in
            if judge == PairwiseConfigJudge.self {
                return ConfigCheckWorkload(judge: judge, oracle: SweepingConfigJudge.self, input: input)
            }
            return ConfigCheckWorkload(judge: judge, oracle: PairwiseConfigJudge.self, input: input)
        }
    }
}
