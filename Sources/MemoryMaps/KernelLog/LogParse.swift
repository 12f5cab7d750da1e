/// The result of reading a statement that a keyword announced.
enum LogParse {
    /// There is no statement: the keyword stands there for another reason.
    case none
    case statement(LogStatement)
    /// Complete, but the next line may add to it where a mailer wrapped the line.
    case openEnded(LogStatement)
    /// The line ends inside it.
    case cutShort
    /// It begins like a statement, and the rest cannot be read.
    case unreadable
}
