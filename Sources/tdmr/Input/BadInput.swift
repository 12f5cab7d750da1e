/// An error that is the input's fault: one line `PATH:LINE: reason` on standard error and exit code 65.
protocol BadInput: Error {
    var badInputLine: String { get }
}
