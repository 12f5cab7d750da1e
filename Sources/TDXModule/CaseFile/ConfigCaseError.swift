/// A malformed case file: what is wrong, and in which line.
public struct ConfigCaseError: Error, Hashable, Sendable {
    /// Counted from 1; the last line for a fault of the whole file.
    public var line: Int
    /// What is wrong in that line.
    public var fault: ConfigCaseFault

    public init(line: Int, fault: ConfigCaseFault) {
        self.line = line
        self.fault = fault
    }
}
