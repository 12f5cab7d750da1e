import ArgumentParser
import Reporting
import TDXHost
import TDXModule

struct CostsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "costs",
        abstract: "Print the cost model: its parameters, or how it compares with published start-ups.",
        discussion: """
            Examples:
              tdmr costs
              tdmr costs --calibration
              tdmr costs --calibration --cost t_call=5us
            """
    )

    @Flag(help: "Predicted and measured times of every published start-up.")
    var calibration = false

    @OptionGroup(title: "Cost model") var costs: CostOptions

    func run() throws {
        let model = try costs.model()
        try StandardOutput.write((calibration ? Self.calibration(model) : Self.parameters(model)).utf8)
    }

    private static func parameters(_ model: CostModel) -> String {
        var table = TextTable([
            .text("parameter"), .number("value"), .text("takes"), .text("sure"), .text("what it is"),
            .text("where the default comes from"),
        ])
        for parameter in CostParameter.allCases {
            let facts = parameter.facts
            table.add([
                parameter.name, model.text(parameter), parameter.rangeText, facts.confidence.rawValue, facts.meaning,
                facts.basis,
            ])
        }
        return table.rendered()
    }

    private static func calibration(_ model: CostModel) -> String {
        var table = TextTable([
            .text("machine"), .number("GiB"), .number("TDMRs"), .text("what was measured"), .number("measured"),
            .number("simulated"), .number("deviation"),
            .text("source"),
        ])
        for row in PublishedStartUp.all {
            table.add([
                row.machine, "\(row.granules)", row.tdmrs.map { "\($0)" } ?? "",
                row.span.rawValue + (row.zeroesAllocations ? "" : ", not zeroed"),
                "\(row.measured)", "\(row.predicted(model))",
                sign(row.deviation(model)) + (row.isContradicted ? " *" : "  "), row.source,
            ])
        }
        return table.rendered() + sizes() + """
            Measured: published by others. Simulated: this model; reserved areas and packages are not published, none and two are assumed.
            * two start-ups of one layout, 1.84 times apart: no parameters can meet both.

            """
    }

    private static func sizes() -> String {
        var table = TextTable([
            .text("PAMT of"), .number("GiB"), .number("TDMRs"), .text("kept"), .number("logged KB"),
            .number("size model KB"), .text("source"),
        ])
        for row in PublishedPAMT.all {
            table.add([
                row.machine, "\(row.granules)", "\(row.tdmrs)", row.mode.rawValue, "\(row.logged.kib)",
                "\(row.predicted.kib)", row.source,
            ])
        }
        return "\n" + table.rendered() + "\n"
    }

    private static func sign(_ share: Double) -> String { (share < 0 ? "" : "+") + Figure.percent(share, decimals: 0) }
}
