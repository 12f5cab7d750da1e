/// What is wrong with a file that was read: printed as `PATH:LINE: reason`, exit code 65.
public struct FileFault: Error, Sendable {
    /// What is wrong, without file and line: facts with a description. Each reader of a kind of file has an enumeration of them.
    package protocol Problem: Sendable, CustomStringConvertible {}

    /// The file as it was named.
    package var path: String
    /// From 1; nil for a file that could not be opened.
    public var line: Int?
    /// What is wrong.
    package var problem: any Problem

    /// What is wrong with the file at `path`; `line` is counted from 1, nil for the whole file.
    package init(path: String, line: Int?, _ problem: any Problem) {
        self.path = path
        self.line = line
        self.problem = problem
    }

    /// A fault of a file that cannot be opened or read to its end.
    package init(path: String, unreadable error: any Error) {
        if path.isEmpty {
            self.init(path: "''", line: nil, NoName())
        } else {
            self.init(path: path, line: nil, Unreadable(error: error))
        }
    }

    private struct NoName: Problem {
        var description: String { "the name of the file is empty" }
    }

    private struct Unreadable: Problem {
        var error: any Error

        var description: String { "\(error)" }
    }

    /// The problem in words.
    package var reason: String { problem.description }
}

extension FileFault: CustomStringConvertible {
    public var description: String { "\(path):\(line.map { "\($0): " } ?? " ")\(reason)" }
}
