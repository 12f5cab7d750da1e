import ArgumentParser

/// `--force` of the commands that write one file; those that write several say themselves what it replaces.
struct ForceOption: ParsableArguments {
    @Flag(name: .long, help: "Replace the file to be written where there is one.")
    var force = false
}
