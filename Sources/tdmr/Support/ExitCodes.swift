import ArgumentParser
import MemoryMaps

extension ExitCode {
    /// There is no valid plan, or the module refuses the layout.
    static let refused = ExitCode(2)
    /// An input cannot be understood.
    static let badInput = ExitCode(65)
}

/// An error that is the input's fault: one line `PATH:LINE: reason` on standard error and exit code 65.
protocol BadInput: Error {
    var badInputLine: String { get }
}

extension InputError: BadInput {
    var badInputLine: String { description }
}
