/// Bad input: a file that cannot be read as a memory map, and why.
///
/// Its description is the one line that every command prints: `PATH:LINE: reason`, without LINE for a file that cannot be opened.
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path as the user gave it; `-` for standard input; a file inside a directory that was given.
    public var path: String
    /// The offending line, counted from 1; the last line for a fault of the whole file.
    public var line: Int?
    /// What is wrong.
    public var fault: InputFault

    public init(path: String, line: Int?, fault: InputFault) {
        self.path = path
        self.line = line
        self.fault = fault
    }

    /// The fault in words.
    public var reason: String { fault.description }

    public var description: String {
        if let line { "\(path):\(line): \(reason)" } else { "\(path): \(reason)" }
    }
}
