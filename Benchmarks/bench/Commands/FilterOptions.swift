import ArgumentParser
import Measurement

/// The options that choose cases by name, the same for every command.
struct FilterOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Take only cases whose name matches. Repeatable: one match is enough.", valueName: "REGEX"))
    var filter: [String] = []

    @Option(name: .long, help: ArgumentHelp("Leave out cases whose name matches. Repeatable.", valueName: "REGEX"))
    var exclude: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Take only this dataset (its exact name; extended ones too). Repeatable.", valueName: "NAME")
    )
    var dataset: [String] = []

    /// The selection of cases.
    func selection(in families: [Family]) throws -> Selection {
        let selection = Selection(
            filters: try filter.map { try Self.pattern($0, "--filter") },
            exclusions: try exclude.map { try Self.pattern($0, "--exclude") },
            datasets: dataset, includesExtended: true)
        if let unknown = selection.unknownDataset(in: families) {
            throw ValidationError("no dataset is called '\(unknown)'; 'bench list --all' names them")
        }
        guard !selection.groups(of: families).isEmpty else { throw ValidationError.nothingChosen }
        return selection
    }

    /// The pattern that an option takes.
    static func pattern(_ text: String, _ option: String) throws -> Selection.Pattern {
        do { return try Selection.Pattern(text) } catch {
            throw ValidationError("\(option) '\(text)' is not a regular expression")
        }
    }
}
