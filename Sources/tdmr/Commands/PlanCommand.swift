import ArgumentParser
import HostReports
import MemoryMaps
import Reporting
import TDMRConstruction
import TDXHost
import TDXModule

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan the TDMRs of a machine.",
        discussion: """
            Strategies:
            \(Planners.all.map { "  \($0.name): \($0.summary)\($0.name == Planners.defaultStrategy.name ? " (default)" : "")" }.joined(separator: "\n"))

            PAMT placements of the linux strategies: \(PAMTPlacers.all.map(\.name).joined(separator: ", ")); default \(PAMTPlacers.kernelDefault.name).

            Examples:
              dmesg | tdmr plan -
              tdmr plan boot.log --strategy linux
              tdmr plan boot.log --strategy linux --pamt-placement top-down --emit-tdmr-info tdmrs.bin
              tdmr plan boot.log --lps 128 --objective memory
              tdmr plan boot.log --lps 128 --objective startup
              tdmr plan boot.log --compare --pareto --svg plan.svg
              tdmr plan boot.log --max-reserved 8 --slack 2
              tdmr plan boot.log --dynamic-pamt
              tdmr plan boot.log --strategy linux --kernel tip --module 1.5.28
              tdmr plan *.log --format json | jq -c '[.map, .status, .module.name]'
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var input: MapArguments

    @OptionGroup var planning: StrategyOptions

    @OptionGroup(title: "Kernel and module") var profiles: ProfileOptions

    @Option(help: "Logical processors that initialise TDMRs at once, for the prediction (default: as the map says).")
    var lps: Int?

    @Option(help: "Objective of the best plan: \(ObjectiveOption.allCases.map(\.rawValue).joined(separator: ", ")).")
    var objective = ObjectiveOption.default

    @Option(
        help: ArgumentHelp(
            "Keep so many reserved areas of each TDMR free, for firmware that changes (strategy best).", valueName: "n")
    )
    var slack = 0

    @Option(help: ArgumentHelp("Assume that the module takes so many TDMRs.", valueName: "n"))
    var maxTdmrs: Int?

    @Option(help: ArgumentHelp("Assume that a TDMR may have so many reserved areas.", valueName: "n"))
    var maxReserved: Int?

    @Flag(help: "Print all strategies side by side.")
    var compare = false

    @Flag(help: "Print the plans that are not beaten in enabling time, PAMT and TDMRs at once.")
    var pareto = false

    @Option(help: "Draw the address space under the plan into this SVG file. One MAP only.", completion: .file())
    var svg: String?

    @Option(help: "How to print the plan.")
    var format = Format.text

    @Option(help: "Write the TDMR_INFO entries to this file as Linux lays them out. One MAP only.", completion: .file())
    var emitTdmrInfo: String?

    func validate() throws {
        try OptionRange.check("--lps", lps, in: 1...ProcessorTopology.mostProcessors)
        if objective == .startup, planning.strategy.name != Planners.defaultStrategy.name {
            throw ValidationError("--objective startup is the best plan's.")
        }
        // As many as a field of the module's metadata holds.
        for (option, value) in [("--slack", slack), ("--max-tdmrs", maxTdmrs), ("--max-reserved", maxReserved)] {
            try OptionRange.check(option, value, in: 0...Int(UInt16.max))
        }
        if compare || pareto, format == .json { throw ValidationError("--compare and --pareto print text.") }
        if svg != nil, input.maps.count > 1 { throw ValidationError("--svg takes one MAP only.") }
        if emitTdmrInfo != nil, input.maps.count > 1 { throw ValidationError("--emit-tdmr-info takes one MAP only.") }
    }

    func run() throws {
        let strategy = objective == .startup ? StartUpPlanner.strategy : planning.strategy
        var allValid = true
        for reading in try input.read(needsMemory: true) {
            let profile = try profiles.profile(for: reading)
            var map = profiles.applied(to: reading.map)
            map.limits.maxTDMRs = maxTdmrs ?? map.limits.maxTDMRs
            map.limits.maxReservedAreas = maxReserved ?? map.limits.maxReservedAreas
            let options = PlannerOptions(
                placer: planning.placer, logicalProcessors: lps ?? map.logicalProcessors,
                objective: objective.planObjective, slack: slack)
            // Before the current plan, whose lists of memory may be long.
            let comparison = compare ? PlanComparison(map, options: options, profile: profile).text : nil
            let report = PlanReport(map, strategy: strategy, options: options, profile: profile)
            for warning in report.warnings { StandardError.print("\(reading.path): warning: \(warning)") }
            switch format {
            case .json: try StandardOutput.print(report.json(path: reading.path))
            case .text:
                try PlanText(
                    path: reading.path, report: report, options: options, kept: reading.kept,
                    showsStartUp: objective == .startup
                ).write {
                    try StandardOutput.write($0)
                }
            }
            if let comparison { try StandardOutput.print(comparison) }
            if pareto {
                var progress = ProgressBar()
                let front = PlanFront(map, options: options, profile: profile) { progress.update($0, "fewer TDMRs") }
                progress.clear()
                try StandardOutput.print(front.text)
            }
            if let svg { try draw(report, reading, to: svg) }
            if let emitTdmrInfo, let bytes = try report.tdmrInfoArray() {
                try OutputFile.write(bytes, to: emitTdmrInfo)
            }
            allValid = allValid && report.isValid
        }
        if !allValid { throw ExitCode.refused }
    }

    private func draw(_ report: PlanReport, _ reading: MapReading, to file: String) throws {
        guard let picture = AddressSpacePicture(report, kept: reading.kept) else {
            return StandardError.print("\(file): not written: there is no plan to draw")
        }
        let count = report.layout?.tdmrs.count ?? 0
        let title =
            "\(reading.path)\nstrategy \(report.strategy.name), \(count) TDMR\(count == 1 ? "" : "s")"
            + (report.isValid ? "" : ", refused by the module")
        try OutputFile.write(Array(LaneChart(picture, title: title).draw().standalone.utf8), to: file)
    }
}
