import ArgumentParser

/// `--force` of the commands that write one file; those that write several describe it themselves.
struct ForceOption: ParsableArguments {
    @Flag(name: .long, help: "Replace the file to be written where there is one.")
    var force = false
}
