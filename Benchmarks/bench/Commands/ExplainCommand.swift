import ArgumentParser
import Measurement
import Reporting
import SafeText

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain the cost of a case, or the difference from another one.",
        discussion: """
            Runs the cases under callgrind and says in words what they do: instructions, mispredicted branches, cache misses, allocations, the functions they
            are in, and the hottest loop as machine code where objdump is installed. Counts are exact, misses are of callgrind's model of a machine.
            Examples:
              bench explain lookup/grid/random-1024/throughput
              bench explain lookup/binary-search/random-1024/throughput --against lookup/grid/random-1024/throughput
              bench explain CASE --against CASE --flame why.svg    a flame graph of both, coloured by the difference
              bench explain lookup/grid/random-1024/throughput --plant '^lookup/grid/=3'    what a planted slowdown looks like
            """)

    @Argument(help: ArgumentHelp("The case, family/algorithm/dataset/mode.", valueName: "CASE"))
    var name: CaseArgument

    @Option(name: .long, help: ArgumentHelp("The case to compare with, of the same family.", valueName: "CASE"))
    var against: CaseArgument?

    @OptionGroup var planted: PlantOption
    @OptionGroup var random: SeedOption

    @Option(
        name: .long,
        help: ArgumentHelp("Write a flame graph of the instructions to this file, an SVG.", valueName: "FILE"))
    var flame: String?

    @OptionGroup var replacing: ForceOption

    func validate() throws {
        if replacing.force, flame == nil { throw ValidationError("--force is for --flame") }
        if against != nil, planted.plant != nil {
            throw ValidationError("--against and --plant are two comparisons: choose one")
        }
    }

    func run() throws {
        let subject = try group(of: name)
        let other = try against.map { try group(of: $0) }
        if let other, other.family.name != subject.family.name {
            throw ValidationError("cases of two families have no operation in common")
        }
        let (plant, seed) = (planted.plant, random.seed)
        try Failure.report {
            let callgrind = try CallgrindRun(seed: seed)
            let picture = try flame.map { try Failure.exclusiveFile($0, force: replacing.force) }
            let plain = CountedCommand.arguments(seed: seed)
            let first = try costs(
                subject, callgrind, CountedCommand.arguments(seed: seed, plant: plant))
            var second = try other.map { try costs($0, callgrind, plain) }
            if plant != nil { second = try costs(subject, callgrind, plain) }
            if plant != nil { second?.title += " without the planted work" }
            if let picture {
                let graph = FlameGraph(first, against: second, operation: subject.family.operation)
                try picture.save(graph.svg.utf8)
            }
            let explanation = Explanation(first, against: second, operation: subject.family.operation)
            try StandardOutput.write(text: explanation.text())
        }
    }

    private func costs(_ group: Selection.Group, _ callgrind: CallgrindRun, _ command: [String]) throws
        -> Explanation.Subject
    {
        let name = group.caseNames[0]
        guard let costs = try callgrind.costs([group], command: command, callers: flame == nil ? 0 : 100)[name]
        else {
            throw CallgrindRun.Failure.noCounts(name)
        }
        return Explanation.Subject(title: "\(name)", costs: costs)
    }

    /// The group of a case, with this contender alone.
    private func group(of argument: CaseArgument) throws -> Selection.Group {
        let chosen = argument.name.flatMap { name in
            Families.all.lazy.filter { $0.name == name.family }.flatMap { family in
                family.groups.lazy.filter { $0.dataset.name == name.dataset && $0.mode == name.mode }.compactMap {
                    group in
                    group.contenders.first { $0.name == name.algorithm }.map {
                        Selection.Group(family: family, group: group, contenders: [$0])
                    }
                }
            }.first
        }
        guard let chosen else {
            throw ValidationError("no case is called '\(argument.text)'; 'bench list --all' names them")
        }
        guard chosen.group.isCountable else {
            throw ValidationError(
                "\(argument.text) cannot be counted: its threads interact, or it takes minutes under callgrind")
        }
        return chosen
    }
}
