import ArgumentParser

@main
struct TDMRCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tdmr", abstract: "Plan, judge and explain TDMR layouts.", subcommands: [])
}
