/// Messages that are missing where memory is stated.
struct LogGap {
    /// How many; nil where the log does not say.
    private(set) var messages: UInt64?
    /// The first line that reports missing messages.
    private(set) var line: Int

    init(messages: UInt64?, line: Int) {
        self.messages = messages
        self.line = line
    }

    init(after earlier: LogGap?, messages: UInt64?, line: Int) {
        self.line = earlier?.line ?? line
        guard let earlier else {
            self.messages = messages
            return
        }
        guard let before = earlier.messages, let messages,
            case let (sum, overflow) = before.addingReportingOverflow(messages), !overflow
        else { return }
        self.messages = sum
    }
}
