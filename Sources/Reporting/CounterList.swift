package import JSONText
package import Measurement

/// The output of `bench counters` for a machine.
package struct CounterList: Sendable {
    struct Row: Sendable {
        var counter: LogicalCounter
        /// The event's name in libpapi on this processor.
        var name: String?
        var source: String?
        var fault: CounterFault?

        var reason: String? { fault.map { "\($0)" } }
    }

    let rows: [Row]
    /// libpapi's version, or why it is not used.
    let library: String

    /// Proves every counter of `choice` by adding and starting it.
    package init(_ choice: CounterChoice) {
        let backends = choice.backends()
        let papi = backends.lazy.compactMap { $0 as? PAPIBackend }.first
        library =
            papi.map { $0.version.map { "libpapi \($0)" } ?? "libpapi is not installed" } ?? "libpapi is not asked for"
        rows = CounterSession(backends: backends, groups: EventGroup.allCases).resolutions.map { counter, resolution in
            switch resolution {
            case .found(let event): Row(counter: counter, name: papi?.resolvedName(counter), source: event)
            case .absent(let fault): Row(counter: counter, name: papi?.resolvedName(counter), fault: fault)
            case .notOffered: Row(counter: counter, name: papi?.resolvedName(counter), fault: .notOffered)
            }
        }
    }

    /// A table of what can be counted here, for people.
    package func text(style: TextTable.Style = .forStandardOutput) -> String {
        var table = TextTable([.text("counter"), .text("counted by"), .text("libpapi's name"), .text("why not")])
        for row in rows { table.add([row.counter.rawValue, row.source ?? "-", row.name ?? "-", row.reason ?? ""]) }
        return library + "\n" + table.rendered(style)
    }

    /// The same for programs.
    package var json: JSONValue {
        [
            "library": .string(library),
            "counters": .array(
                rows.map {
                    [
                        "counter": .string($0.counter.rawValue), "source": .optional($0.source),
                        "name": .optional($0.name), "reason": .optional($0.reason),
                    ]
                }),
        ]
    }
}
