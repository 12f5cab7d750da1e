import ArgumentParser

@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Compare TDMR construction algorithms.",
        subcommands: [RunCommand.self, ListCommand.self], defaultSubcommand: RunCommand.self)
}
