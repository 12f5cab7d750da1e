/// Messages that are missing where memory is stated.
struct LogGap {
    /// nil where a number was not said.
    private(set) var messages: UInt64?
    /// The line that says so first.
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
