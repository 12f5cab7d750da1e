/// Something a user should know about an input that could nevertheless be read.
public struct InputWarning: Hashable, Sendable, CustomStringConvertible {
    /// The input as it was named.
    public var path: String
    /// The line concerned, counted from 1; nil when it is the whole input.
    public var line: Int?
    /// What the warning is about.
    public var concern: InputConcern

    public init(path: String, line: Int?, concern: InputConcern) {
        self.path = path
        self.line = line
        self.concern = concern
    }

    public var description: String {
        if let line { "\(path):\(line): warning: \(concern)" } else { "\(path): warning: \(concern)" }
    }
}
