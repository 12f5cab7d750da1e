/// The totals of one callgrind output file.
struct CallgrindDump: Hashable {
    /// The name that the program gave the dump: the text after `desc: Trigger: Client Request: `.
    var name: String
    /// Counts by callgrind's own names: `Ir`, `Dr`, `Dw`, `I1mr`, `D1mr`, `D1mw`, `ILmr`, `DLmr`, `DLmw`, `Bc`, `Bcm`, `Bi`, `Bim`.
    var counts: [String: UInt64]

    /// Reads the `events:` and `totals:` lines (the `summary:` line of a dump that was asked for reads 0); nil when they are missing or do not fit.
    init?(_ text: some StringProtocol) {
        var name: String?
        var events: [Substring] = []
        var totals: [UInt64]?
        for line in text.split(separator: "\n") {
            if let rest = line.rest(after: "desc: Trigger: Client Request: ") {
                name = rest
            } else if let rest = line.rest(after: "events: ") {
                events = Substring(rest).split(separator: " ")
            } else if let rest = line.rest(after: "totals: ") {
                totals = Substring(rest).split(separator: " ").map { UInt64($0) ?? 0 }
            }
        }
        // Callgrind leaves out zeros at the end of a line.
        guard let name, let totals, !events.isEmpty, totals.count <= events.count else { return nil }
        self.name = name
        counts = Dictionary(
            zip(events.map(String.init), totals + Array(repeating: 0, count: events.count - totals.count))
        ) { $1 }
    }

    subscript(_ event: String) -> UInt64 { counts[event] ?? 0 }

    /// The counts minus those of `other`, a dump of the same steps without the work.
    func minus(_ other: CallgrindDump) -> CallgrindDump {
        var result = self
        for (event, count) in other.counts { result.counts[event] = self[event] - min(self[event], count) }
        return result
    }
}

extension StringProtocol {
    fileprivate func rest(after prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
