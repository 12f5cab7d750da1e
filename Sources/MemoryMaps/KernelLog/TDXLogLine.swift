/// A line of a kernel log about TDX.
public struct TDXLogLine: Hashable, Sendable {
    /// The event that the line reports.
    public var event: TDXLogEvent
    /// The line without its prefixes.
    public var text: String
    /// The line's number in the input.
    public var line: Int
    /// The kernel's time since it began to count, in whole microseconds; nil where the line has none.
    public var time: Duration?
}
