import ArgumentParser

/// `--seed`, the same for every command that makes queries.
struct SeedOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Seed of all query streams and orders.", valueName: "N"))
    var seed: UInt64 = 1
}
