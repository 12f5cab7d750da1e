internal import JSONText

/// A point or a span on a trace's clock.
package struct TraceTime: Hashable, Comparable, Sendable {
    /// Microseconds from the beginning of the trace.
    package var microseconds: Double

    package init(microseconds: Double) { self.microseconds = microseconds }

    package static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }

    var json: JSONValue { .number(microseconds) }
}
