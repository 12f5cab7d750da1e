public import Measurement

/// The summary at the end of a run: winners, crossovers, noise.
public enum RunSummary {
    /// The text of the summary. - Parameter file: where the result was written; nil: nowhere.
    public static func text(_ document: ResultDocument, file: String?, style: TextTable.Style = .forStandardOutput)
        -> String
    {
        var parts: [String] = []
        let winners = winners(document)
        if !winners.isEmpty { parts.append("Fastest\n" + winners.rendered(style)) }
        let merits = merits(document)
        if !merits.isEmpty { parts.append("Best answers, whatever they cost\n" + merits.rendered(style)) }
        let overtakings = NotableCrossovers.found(in: document)
        if !overtakings.isEmpty {
            parts.append("Where one member overtakes the next\n" + crossovers(overtakings).rendered(style))
        }
        if let machine = document.machines.first {
            if !machine.run.warnings.isEmpty {
                parts.append("What makes this machine noisy\n" + machine.run.warnings.map { "  \($0)\n" }.joined())
            }
            parts.append(
                "\(document.cases.count) cases in \(Figure.fixed(machine.run.duration.seconds, decimals: 1)) s"
                    + (file.map { ", result in \($0)" } ?? "") + "\n")
        }
        return parts.joined(separator: "\n")
    }

    /// How the time of a run was spent, by family.
    package static func times(_ times: RunTimes, style: TextTable.Style = .forStandardOutput) -> String {
        var table = TextTable([
            .text("family"), .number("preparing, s"), .number("verifying, s"), .number("sampling, s"),
        ])
        func add(_ name: String, _ phases: RunTimes.Phases) {
            table.add(
                [name]
                    + [phases.preparing, phases.verifying, phases.sampling].map {
                        Figure.fixed($0.seconds, decimals: 2)
                    })
        }
        for (name, phases) in times.families { add(name, phases) }
        table.addRule()
        add("all", times.total)
        return "Where the time went\n" + table.rendered(style)
    }

    /// The groups that took longest to prepare and verify, and those that took longest to sample.
    package static func slowest(_ times: RunTimes, most: Int = 5, style: TextTable.Style = .forStandardOutput) -> String
    {
        var table = TextTable([
            .text("family"), .text("dataset and mode"), .number("preparing, s"), .number("verifying, s"),
            .number("sampling, s"),
        ])
        let unsampled = times.groups.sorted {
            $0.phases.preparing + $0.phases.verifying > $1.phases.preparing + $1.phases.verifying
        }
        let sampled = times.groups.sorted { $0.phases.sampling > $1.phases.sampling }
        for (number, groups) in [unsampled, sampled].enumerated() {
            if number > 0 { table.addRule() }
            for group in groups.prefix(most) {
                let times = [group.phases.preparing, group.phases.verifying, group.phases.sampling]
                table.add([group.family, group.name] + times.map { Figure.fixed($0.seconds, decimals: 2) })
            }
        }
        return "The groups that took most of it before and while sampling\n" + table.rendered(style)
    }

    /// The fastest member of each group that has at least two, with its lead over the second; for the families that are ranked by time.
    private static func winners(_ document: ResultDocument) -> TextTable {
        var table = TextTable([
            .text("family"), .text("dataset"), .text("mode"), .text("fastest"), .number("time"),
            .number("to reference"), .text("second"), .number("behind by"),
        ])
        for family in document.families where family.merit == nil {
            for group in groups(of: family, in: document) {
                let ranked = group.ranking(by: nil)
                guard ranked.count > 1, let best = ranked[0].time, let second = ranked[1].time else { continue }
                let lead = BlockEstimates.ratio(ranked[1].samples, to: ranked[0].samples)
                table.add([
                    family.name, group.dataset, group.mode, ranked[0].name.algorithm,
                    Figure.time(nanoseconds: best.value),
                    ranked[0].ratio.map { Figure.ratio($0.estimate.value) } ?? "-", ranked[1].name.algorithm,
                    lead.low > 1 ? Figure.percent(second.value / best.value - 1, decimals: 0) : "a tie",
                ])
            }
        }
        return table
    }

    private static func groups(of family: FamilySummary, in document: ResultDocument) -> [CaseGroup] {
        CaseGroup.groups(of: document.cases.filter { $0.name.family == family.name })
    }

    /// The best member of each group of the families that are ranked by another metric.
    private static func merits(_ document: ResultDocument) -> TextTable {
        var table = TextTable([
            .text("family"), .text("dataset"), .text("mode"), .text("by"), .text("best"), .number("figure"),
            .number("reference"),
        ])
        for family in document.families {
            guard let merit = family.merit else { continue }
            for group in groups(of: family, in: document) {
                guard let best = group.ranking(by: merit).first,
                    let figure = best.metrics.first(where: { $0.name == merit })
                else { continue }
                let reference = group.cases.first { $0.name.algorithm == family.reference }?.metrics.first {
                    $0.name == merit
                }
                let unit = figure.unit == "count" ? "" : " " + figure.unit
                table.add([
                    family.name, group.dataset, group.mode, merit, best.name.algorithm,
                    Figure.significant(figure.value) + unit,
                    reference.map { Figure.significant($0.value) + unit } ?? "-",
                ])
            }
        }
        return table
    }

    private static func crossovers(_ overtakings: [Crossover]) -> TextTable {
        var table = TextTable([
            .text("family"), .text("mode"), .text("datasets"), .text("from"), .text("to"), .number("at about"),
            .text(""),
        ])
        for one in overtakings {
            let doubt =
                one.isCertain
                ? ""
                : ", between \(one.between.map(Figure.count).joined(separator: " and ")), within the noise at one of them"
            table.add([
                one.family, one.mode, one.series, one.from, one.to,
                (one.size < 1e15 ? Figure.count(Int(one.size.rounded())) : "\(one.size)"),
                one.isLead ? "takes the lead" + doubt : "",
            ])
        }
        return table
    }
}
