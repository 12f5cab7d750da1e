import JSONText

/// A point or a span on a trace's clock.
public struct TraceTime: Hashable, Comparable, Sendable {
    /// Microseconds from the beginning of the trace.
    public var microseconds: Double

    public init(microseconds: Double) { self.microseconds = microseconds }

    public static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }

    var json: JSONValue { .number(microseconds) }
}
