import ArgumentParser
import Measurement
import Reporting
import SafeText

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain the cost of a case or a family, or the difference of two cases.",
        discussion: """
            Runs the cases under callgrind and says in words what they do: instructions, mispredicted branches, cache misses, allocations, the functions they
            are in, and the hottest loop as machine code where objdump is installed. Counts are exact, misses are of callgrind's model of a machine. Of a family
            every member is counted on one dataset and told against the one of the fewest instructions.
            Examples:
              bench explain lookup/grid/random-1024/throughput
              bench explain lookup/binary-search/random-1024/throughput --against lookup/grid/random-1024/throughput
              bench explain CASE --against CASE --flame why.svg    a flame graph of both, coloured by the difference
              bench explain lookup/grid/random-1024/throughput --plant '^lookup/grid/=3'    what a planted slowdown looks like
              bench explain lookup                                 every member of a family
              bench explain lookup --dataset random-1024 --mode latency
            """)

    @Argument(
        help: ArgumentHelp("The case, family/algorithm/dataset/mode, or the name of a family.", valueName: "CASE"))
    var name: CaseArgument

    @Option(name: .long, help: ArgumentHelp("The case to compare with, of the same family.", valueName: "CASE"))
    var against: CaseArgument?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The dataset of a family. Default: the largest of at most \(Self.mostEntries) entries.", valueName: "NAME"))
    var dataset: String?

    @Option(name: .long, help: ArgumentHelp("The mode of a family. Default: its first.", valueName: "NAME"))
    var mode: String?

    @OptionGroup var planted: PlantOption
    @OptionGroup var random: SeedOption

    @Option(
        name: .long,
        help: ArgumentHelp("Write a flame graph of the instructions to this file, an SVG.", valueName: "FILE"))
    var flame: String?

    @OptionGroup var replacing: ForceOption

    /// The largest list on which the slowest members of a family are counted in some seconds.
    private static let mostEntries = 16_384

    private var family: Family? { Families.all.first { $0.name == name.text } }

    func validate() throws {
        if replacing.force, flame == nil { throw ValidationError("--force is for --flame") }
        if against != nil, planted.plant != nil {
            throw ValidationError("--against and --plant are two comparisons: choose one")
        }
        if family == nil {
            if dataset != nil || mode != nil { throw ValidationError("--dataset and --mode are for a family") }
        } else if against != nil || planted.plant != nil || flame != nil {
            throw ValidationError("--against, --plant and --flame are for a case, '\(name.text)' is a family")
        }
    }

    func run() throws {
        if let family { try explain(family) } else { try explainCase() }
    }

    private func explain(_ family: Family) throws {
        let group = try group(of: family)
        try Failure.report {
            let selected = Selection.Group(family: family, group: group, contenders: group.contenders)
            let callgrind = try CallgrindRun(seed: random.seed)
            let costs = try callgrind.costs([selected], command: CountedCommand.arguments(seed: random.seed))
            let members = group.contenders.compactMap { contender in
                costs[family.caseName(contender.name, in: group)].map {
                    Explanation.Subject(title: contender.name, costs: $0)
                }
            }
            let title = "\(family.name) on \(group.dataset.name), \(group.mode)"
            try StandardOutput.write(
                text: FamilyExplanation(title: title, members: members, operation: family.operation).text())
        }
    }

    /// The group of the family that was asked for.
    private func group(of family: Family) throws -> BenchmarkGroup {
        let groups = family.groups.filter { $0.counting != .never }
        let chosen = groups.filter { group in
            (dataset.map { group.dataset.name == $0 } ?? (group.isCountedByDefault && size(group) <= Self.mostEntries))
                && (mode.map { group.mode == $0 } ?? true)
        }
        guard let first = chosen.first,
            let best = chosen.filter({ $0.mode == first.mode }).max(by: { size($0) < size($1) })
        else {
            let names = Set(groups.map(\.dataset.name)).sorted().joined(separator: ", ")
            let modes = Set(groups.map(\.mode)).sorted().joined(separator: ", ")
            throw ValidationError(
                groups.isEmpty
                    ? "\(family.name) cannot be counted: its threads interact"
                    : "\(family.name) has no such group; datasets: \(names); modes: \(modes)")
        }
        return best
    }

    private func size(_ group: BenchmarkGroup) -> Int { group.dataset.size ?? 0 }

    private func explainCase() throws {
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
            throw ValidationError("no case or family is called '\(argument.text)'; 'bench list --all' names them")
        }
        guard chosen.group.counting != .never else {
            throw ValidationError("\(argument.text) cannot be counted: its threads interact")
        }
        return chosen
    }
}
