import Measurement
import PhysicalMemory
import SeededRandom
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
    /// Every field of every TDMR_INFO that says something, and the CMRs, read; the verdict written.
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

    /// Each judge's oracle is the other way to judge; that both keep to the rules is shown by their own tests.
    private static func contender<Judge: ConfigJudge>(_ judge: Judge.Type) -> Contender<ConfigCheckInput> {
        Contender(judge.name) { input in
            if judge == PairwiseConfigJudge.self {
                return ConfigCheckWorkload(judge: judge, oracle: SweepingConfigJudge.self, input: input)
            }
            return ConfigCheckWorkload(judge: judge, oracle: PairwiseConfigJudge.self, input: input)
        }
    }
}

/// What is asked: a valid layout, which every rule has to look at, or one whose last PAMT lies in usable memory of the first TDMR.
enum ConfigCheckMode: String, CaseIterable, Sendable {
    case accepted
    case refusedLast = "refused-last"
}

/// A layout as Linux makes it: 1 GiB TDMRs side by side, each PAMT in the first reserved area of its own TDMR where that has one, and below all TDMRs
/// where it has none.
struct ConfigCheckInput: Sendable {
    let platform: ConfigPlatform
    let call: ConfigCall
    let expected: ConfigVerdict
    /// Microseconds that the genuine module's checks took on another machine (AMD EPYC, without mapping and call); nil where nobody published any.
    let published: Double?

    init(tdmrs count: Int, areas: Int, mode: ConfigCheckMode) {
        let limits = ModuleLimits(maxTDMRs: max(count, 64))
        let sizes = PAMTLevel.allCases.map { limits.pamtSizes().size($0, granules: 1) }
        let pamt = ByteCount.pages(limits.pamtSizes().pages(granules: 1))
        let pool = PhysicalAddress(1 << 30)
        let first = pool + (UInt64(count) * pamt).roundedUp(to: .gib(1))
        var entries = (0..<UInt64(count)).map { index in
            let base = first + .gib(index)
            let tables = areas == 0 ? pool + index * pamt : base
            let reserved = (0..<UInt64(areas)).map {
                ReservedArea(offset: .mib(8 * $0), size: $0 == 0 ? pamt : .mib(1))
            }
            return TDMRInfo(
                base: base, size: .gib(1), pamt1G: PAMTTable(base: tables + sizes[0] + sizes[1], size: sizes[2]),
                pamt2M: PAMTTable(base: tables + sizes[0], size: sizes[1]),
                pamt4K: PAMTTable(base: tables, size: sizes[0]), reservedAreas: reserved)
        }
        if mode == .refusedLast { entries[count - 1].pamt4K.base = first + .mib(512) }
        platform = ConfigPlatform(
            keyIDs: .usual, cmrs: [CMR(base: pool, size: (first + .gib(UInt64(count))) - pool)], limits: limits)
        call = ConfigCall(entries: entries, globalKeyID: KeyIDCounts.usual.globalKeyID)
        expected = mode == .accepted ? .accepted : .refused(.pamtOverlap(tdmr: count - 1, .page4K, with: 0))
        published = mode == .accepted ? Self.published[[count, areas]] : nil
    }

    /// Timed on the genuine module's own code by the authors of the figures, [TDMRs, areas]: microseconds.
    private static let published: [[Int]: Double] = [
        [1, 0]: 0.07, [5, 3]: 0.8, [16, 3]: 6.5, [64, 0]: 57, [64, 3]: 97, [64, 16]: 310,
    ]
}

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
            throw WrongAnswer("\(Judge.name) says \(verdict), not \(input.expected)")
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
                    "\(Judge.name) says \(answer) and \(Oracle.name) \(expected) of PAMT_4K \(entry) at \(call.entries[entry].pamt4K.base)"
                )
            }
        }
    }

    var unitsPerOperation: Int { input.call.entries.count }

    var metrics: [Metric] {
        input.published.map { [Metric("genuine-module", $0, unit: "us", kind: .published, better: .neither)] } ?? []
    }
}
