import ArgumentParser
import Measurement

/// The options that choose cases, the same for every command.
struct SelectionOptions: ParsableArguments {
    @Option(name: .long, help: "Take only cases whose name matches this regular expression. Repeatable: one match is enough.")
    var filter: [String] = []

    @Option(name: .long, help: "Leave out cases whose name matches this regular expression. Repeatable.")
    var exclude: [String] = []

    @Option(name: .long, help: "Take only this dataset (its exact name; extended ones too). Repeatable.")
    var dataset: [String] = []

    @Flag(name: .long, help: "Take the extended cases too: the largest and the slowest.")
    var all = false

    @Option(name: .long, help: ArgumentHelp("Take part I of N, I from 1: for job arrays; 'bench merge' joins the results.", valueName: "I/N"))
    var shard: String?

    func selection() throws -> Selection {
        let shard = try self.shard.map { text in
            guard let shard = Shard(text) else { throw ValidationError("--shard wants I/N with 1 <= I <= N, not '\(text)'") }
            return shard
        }
        let selection = Selection(
            filters: try filter.map { try pattern($0, "--filter") }, exclusions: try exclude.map { try pattern($0, "--exclude") },
            datasets: dataset, includesExtended: all, shard: shard)
        if let unknown = selection.unknownDataset(in: Families.all) {
            throw ValidationError("no dataset is called '\(unknown)'; 'bench list --all' names them")
        }
        return selection
    }

    private func pattern(_ text: String, _ option: String) throws -> Selection.Pattern {
        do { return try Selection.Pattern(text) } catch { throw ValidationError("\(option) '\(text)' is not a regular expression") }
    }
}
