/// What is wrong with a file that was read: printed as `PATH:LINE: reason`, exit code 65.
public struct FileFault: Error, Hashable, Sendable {
    /// The file as it was named.
    public var path: String
    /// From 1; nil for a file that could not be opened.
    public var line: Int?
    /// What is wrong, without file and line.
    public var reason: String

    public init(path: String, line: Int?, reason: String) {
        self.path = path
        self.line = line
        self.reason = reason
    }
}

extension FileFault: CustomStringConvertible {
    public var description: String { "\(path):\(line.map { "\($0): " } ?? " ")\(reason)" }
}
