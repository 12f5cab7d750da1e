import ArgumentParser
import Measurement

/// The options that choose cases to run.
struct SelectionOptions: ParsableArguments {
    @OptionGroup var names: FilterOptions

    @Flag(name: .long, help: "Take the extended cases too: the largest and the slowest.")
    var all = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Take part I of N, I from 1: for job arrays; 'bench merge' joins the results.", valueName: "I/N"))
    var shard: Shard?

    /// Whether cases were chosen by more than leaving some out.
    var isExplicit: Bool { all || !names.filter.isEmpty || !names.dataset.isEmpty }

    /// The groups chosen.
    /// - Throws: `ValidationError` where no case is chosen; a part of a job array may be empty.
    func groups(of families: [Family], where isWanted: (Selection.Group) -> Bool = { _ in true }) throws -> [Selection
        .Group]
    {
        let selection = try selection()
        let groups = selection.groups(of: families).filter(isWanted)
        guard !groups.isEmpty || selection.shard != nil else { throw ValidationError.nothingChosen }
        return groups
    }

    func selection() throws -> Selection {
        var selection = try names.selection(in: Families.all)
        selection.includesExtended = all
        selection.shard = shard
        return selection
    }
}

extension ValidationError {
    /// No case matches the options: a gate without cases must not pass.
    static let nothingChosen = ValidationError("no case is chosen; 'bench list --all' names them")
}

extension Shard: ExpressibleByArgument {}
