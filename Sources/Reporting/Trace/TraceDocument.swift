package import JSONText

/// A timeline in Chrome's trace event format, the JSON object form, as Perfetto and chrome://tracing open it.
///
/// One process, tracks with names and an order, slices on them, and counters. Events are written as they are added: a document holds its text and
/// nothing else.
package struct TraceDocument: Sendable {
    /// A line of the timeline; slices of one track must not overlap unless one lies inside the other.
    package struct Track: Hashable, Sendable {
        /// The thread's number.
        package var number: Int

        /// The track with this number.
        package init(_ number: Int) { self.number = number }
    }

    private static let process = 1
    private var events = ""
    /// Events written so far.
    package private(set) var eventCount = 0
    private let name: String
    private let notes: [JSONValue.Member]

    /// - Parameters:
    ///   - name: the process's name, the heading of all tracks.
    ///   - notes: notes about the trace; `otherData` of the format.
    package init(name: String, notes: [JSONValue.Member] = []) {
        self.name = name
        self.notes = notes
        add(phase: "M", name: "process_name", [.init("args", ["name": .string(name)])])
    }

    /// Gives a track its name; tracks are shown in the order of their numbers.
    package mutating func nameTrack(_ track: Track, _ name: String) {
        add(
            phase: "M", name: "thread_name",
            [.init("tid", JSONValue(track.number)), .init("args", ["name": .string(name)])])
        add(
            phase: "M", name: "thread_sort_index",
            [.init("tid", JSONValue(track.number)), .init("args", ["sort_index": JSONValue(track.number)])])
    }

    /// Adds a slice; viewers filter and colour by `category`.
    package mutating func addSlice(
        _ name: String, category: String, on track: Track, from start: TraceTime, to end: TraceTime,
        arguments: [JSONValue.Member] = []
    ) {
        // The end is given instead of the duration, so that a slice ends exactly where the next one begins, without a rounding error.
        let duration = TraceTime(microseconds: max(0, end.microseconds - start.microseconds))
        var members: [JSONValue.Member] = [
            .init("cat", .string(category)), .init("tid", JSONValue(track.number)), .init("ts", start.json),
            .init("dur", duration.json),
        ]
        if !arguments.isEmpty { members.append(.init("args", .object(arguments))) }
        add(phase: "X", name: name, members)
    }

    /// Adds a counter's value from `time` on.
    package mutating func addCounter(_ name: String, _ value: Double, at time: TraceTime) {
        add(phase: "C", name: name, [.init("ts", time.json), .init("args", [name: .number(value)])])
    }

    private mutating func add(phase: String, name: String, _ members: [JSONValue.Member]) {
        let head: [JSONValue.Member] = [
            .init("ph", .string(phase)), .init("name", .string(name)), .init("pid", JSONValue(Self.process)),
        ]
        events += eventCount == 0 ? "\n" : ",\n"
        JSONValue.object(head + members).write(to: &events, indent: nil)
        eventCount += 1
    }

    /// The whole document.
    package var text: String {
        let document: JSONValue = [
            "displayTimeUnit": "ns", "otherData": .object(notes), "traceEvents": .written("[\(events)\n]"),
        ]
        return document.line + "\n"
    }
}
