import ArgumentParser
import HostReports
import MemoryMaps
import Reporting
import TDXHost
import TDXModule

struct LadderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ladder",
        abstract: "Print the gain of each change to Linux on a machine, or on many.",
        discussion: """
            One rung for each change by itself, then the changes on top of each other in the order in which each gains most, then the construction that a kernel could carry and the \
            best plan. Each rung: whether TDX starts, the time from TDH.SYS.INIT to "initialized" and its parts, PAMT now and with all memory in guests, and the interval of the time \
            over the ranges of all cost parameters. All times are predicted by the cost model, never measured. CMRs that are unknown: memory stands in for them.

            Changes:
            \(LadderChange.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Examples:
              tdmr ladder boot.log --lps 64
              tdmr ladder boot.log --sensitivity --svg ladder.svg
              tdmr ladder datasets/real/*/dmesg.txt --fleet --page ladder.html
              tdmr ladder *.log --format json | jq -c '[.map, (.rungs[] | select(.name == "kernel-sized") | .total_us)]'
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var input: MapArguments

    @Option(help: "Logical processors (default: as each map says).")
    var lps: Int?

    @Flag(help: "Print also how the order of the changes depends on each uncertain parameter.")
    var sensitivity = false

    @Flag(help: "Print only the gains of the rungs over all machines. Maps without memory are left out.")
    var fleet = false

    @Option(help: "Draw the rungs into this SVG file. One MAP only.", completion: .file())
    var svg: String?

    @Option(help: "Write a page with all of it to this HTML file.", completion: .file())
    var page: String?

    @OptionGroup(title: "Kernel and module") var profiles: ProfileOptions

    @OptionGroup(title: "Cost model") var costs: CostOptions

    @Option(help: "How to print the ladder.")
    var format = Format.text

    func validate() throws {
        try OptionRange.check("--lps", lps, in: 1...ProcessorTopology.mostProcessors)
        if svg != nil, input.maps.count > 1 { throw ValidationError("--svg takes one MAP only.") }
        if format == .json, fleet || sensitivity { throw ValidationError("--fleet and --sensitivity print text.") }
    }

    func run() throws {
        let model = try costs.model()
        let readings = try input.read(needsMemory: !fleet).filter { !$0.map.memory.isEmpty }
        var ladders: [(path: String, ladder: Ladder)] = []
        var progress = ProgressBar()
        for (number, reading) in readings.enumerated() {
            progress.update(Double(number) / Double(readings.count), reading.path)
            let profile = try fleet ? profiles.profile() : profiles.profile(for: reading)
            ladders.append(
                (
                    reading.path,
                    Ladder(
                        profiles.applied(to: reading.map), processors: lps, packages: reading.packages, costs: model,
                        profile: profile)
                ))
        }
        progress.clear()
        for (reading, item) in zip(readings, ladders) where Ladder.takesMemoryForCMRs(reading.map) && !fleet {
            StandardError.print("\(item.path): warning: the CMRs are unknown: the memory regions are taken for them")
        }
        for (path, ladder) in ladders {
            switch format {
            case .json: try StandardOutput.print(ladder.json(path: path))
            case .text where !fleet:
                try StandardOutput.print(LadderText(path: path, ladder: ladder, showsSensitivity: sensitivity).text)
            case .text: break
            }
            if let svg {
                try OutputFile.write(
                    Array(LadderPicture(title: path, ladder: ladder).chart.draw().standalone.utf8), to: svg)
            }
        }
        if format == .text, ladders.count > 1 || fleet {
            try StandardOutput.print(LadderFleet(ladders.map(\.ladder), names: ladders.map(\.path)).text)
        }
        if let page { try OutputFile.write(Array(LadderPage(ladders: ladders).html.utf8), to: page) }
        if !ladders.contains(where: { $0.ladder.rungs.contains { $0.starts } }) { throw ExitCode.refused }
    }
}
