import ArgumentParser

/// `--force`, the same for every command that writes a file.
struct ForceOption: ParsableArguments {
    @Flag(name: .long, help: "Replace the file to be written where there is one.")
    var force = false
}
