import HostReports
import Reporting
import TDXHost

/// The summary of a survey as one page with pictures.
struct SurveyPage {
    private let summary: SurveySummary

    init(_ summary: SurveySummary) { self.summary = summary }

    var html: String {
        var page = DistributionPage(title: "TDX start-up of a fleet")
        page.lead =
            "\(count(summary.machines, "machine")) planned, each as Linux does and with the best plan. Times are predicted by the cost model for TDH.SYS.TDMR.INIT alone."
        page.figures = [
            .init("\(summary.machines)", "machines planned"),
            .init("\(summary.linuxFails)", "fail under Linux", isBad: summary.linuxFails > 0),
            .init("\(summary.near(2))", "within 2 areas of failing", isBad: summary.near(2) > 0),
            .init(
                summary.gain.quantile(0.5).map { Figure.fixed($0, decimals: 1) + " x" } ?? "–", "as fast, in the median"
            ),
            .init("\(summary.doubts.total)", "may lack memory", isBad: summary.doubts.total > 0),
            .init("\(summary.withoutMemory)", "without memory", isBad: summary.withoutMemory > 0),
            .init("\(summary.refused)", "inputs refused", isBad: summary.refused > 0),
        ]
        add(
            &page, "How many times as fast as Linux", summary.gain, [0, 1, 1.5, 2, 3, 4, 8, 16, 32, 64, 128],
            unit: "times", name: Self.factor)
        addAreas(&page)
        add(
            &page, "PAMT of the best plan", summary.pamtMiB, [0, 16, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384],
            unit: "PAMT", name: Self.size)
        add(
            &page, "TDMR.INIT under Linux", summary.linuxMilliseconds, [0, 10, 30, 100, 300, 1000, 3000, 10000, 30000],
            unit: "time", name: Self.time)
        page.tables = [
            table("Why Linux fails", summary.linuxFailures), table("Why memory may be missing", summary.doubts),
            table("Why inputs were refused", summary.refusals),
        ].filter { !$0.rows.isEmpty }
        page.lists = [
            (
                "Machines on which Linux fails", summary.failingPaths.map { SurveySummary.NamedInput(path: $0).line },
                summary.linuxFails
            ),
            ("Machines whose map may lack memory", summary.doubtfulInputs.map(\.line), summary.doubts.total),
            ("Inputs without memory", summary.emptyInputs.map(\.line), summary.withoutMemory),
            ("Inputs refused", summary.refusedInputs.map(\.line), summary.refused),
        ]
        .filter { !$0.1.isEmpty }.map { .init(title: $0.0, items: $0.1, total: $0.2) }
        return page.html
    }

    private func add(
        _ page: inout DistributionPage, _ title: String, _ counts: RoundedCounts, _ borders: [Double], unit: String,
        name: (Double) -> String
    ) {
        guard counts.total > 0 else { return }
        let numbers = counts.histogram(borders)
        let bars = borders.indices.map { index in
            let label =
                index + 1 == borders.count
                ? "from \(name(borders[index]))"
                : index == 0 ? "below \(name(borders[1]))" : "\(name(borders[index])) – \(name(borders[index + 1]))"
            return DistributionPage.Bar(label: label, count: numbers[index])
        }
        page.charts.append(.init(title: title, unit: unit, bars: trimmed(bars)))
    }

    private static func size(_ mib: Double) -> String { mib < 1024 ? "\(Int(mib)) MiB" : "\(Int(mib / 1024)) GiB" }
    private static func time(_ milliseconds: Double) -> String {
        milliseconds < 1000 ? "\(Int(milliseconds)) ms" : "\(Int(milliseconds / 1000)) s"
    }
    private static func factor(_ value: Double) -> String {
        Figure.fixed(value, decimals: value == value.rounded() ? 0 : 1) + " x"
    }

    private func addAreas(_ page: inout DistributionPage) {
        guard summary.areas.total > 0 else { return }
        let most = max(16, summary.areas.counts.keys.compactMap { Int($0) }.max() ?? 16)
        let bars = (0...min(most, 40)).map {
            DistributionPage.Bar(label: "\($0)", count: summary.areas.counts["\($0)"] ?? 0, isBad: $0 > 16)
        }
        page.charts.append(
            .init(
                title: "Reserved areas of the fullest TDMR under Linux; the module takes 16", unit: "areas", bars: bars)
        )
    }

    /// Without empty bars at both ends.
    private func trimmed(_ bars: [DistributionPage.Bar]) -> [DistributionPage.Bar] {
        guard let first = bars.firstIndex(where: { $0.count > 0 }), let last = bars.lastIndex(where: { $0.count > 0 })
        else { return bars }
        return Array(bars[first...last])
    }

    private func table(_ title: String, _ counts: BoundedCounts) -> DistributionPage.Table {
        .init(
            title: title, header: ["reason", "machines"],
            rows: counts.ordered.prefix(50).map { [$0.name, "\($0.count)"] })
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(Figure.count(number)) \(noun)\(number == 1 ? "" : "s")"
    }
}
