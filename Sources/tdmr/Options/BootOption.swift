import ArgumentParser

/// Which boot of a kernel log counts.
struct BootOption: ParsableArguments {
    @Option(
        name: .customLong("boot"),
        help: ArgumentHelp("Take this boot of a kernel log, from 1 (default: the last complete one).", valueName: "n"))
    var number: Int?

    func validate() throws {
        if let number, number < 1 { throw ValidationError("--boot counts from 1.") }
    }
}
