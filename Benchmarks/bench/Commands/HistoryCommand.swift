import ArgumentParser

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Keep figures over commits and find the commit that changed them.",
        discussion: """
            The file has a line a case, machine and commit, sorted: it is merged by joining lines. With the line
            'history.tsv merge=union' in .gitattributes git does that by itself.
            Examples:
              bench run --out new.json && bench history add new.json
              bench history check
              bench history export --format otava --directory otava && otava analyze --config-file otava/otava.yaml ...
            """, subcommands: [HistoryAddCommand.self, HistoryCheckCommand.self, HistoryExportCommand.self])
}
