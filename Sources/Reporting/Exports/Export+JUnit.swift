internal import Measurement
import SafeText

extension Export {
    /// JUnit's XML: a suite a family; `time` is seconds per operation, and each figure a property, counts included. `verified` says how many answers were compared where not all were.
    func junit() throws(ExportError) -> String {
        guard !cases.isEmpty else { throw .nothingToExport(.junit) }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"bench\" tests=\"\(cases.count)\">\n"
        for group in families {
            let skipped = group.cases.count { $0.status == .notApplicable }
            text +=
                "<testsuite name=\"\(MarkupText.escaped(group.family))\" tests=\"\(group.cases.count)\""
                + " failures=\"0\" errors=\"0\" skipped=\"\(skipped)\">\n"
            for result in group.cases { text += testCase(result) }
            text += "</testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private func testCase(_ result: CaseResult) -> String {
        let name = "\(result.name.algorithm)/\(result.name.dataset)/\(result.name.mode)"
        let seconds = result.time.map { " time=\"\(Self.scientific($0.value * 1e-9))\"" } ?? ""
        let head =
            "<testcase classname=\"\(MarkupText.escaped(result.name.family))\" name=\"\(MarkupText.escaped(name))\""
            + seconds
        if result.status == .notApplicable {
            return head + "><skipped message=\"\(MarkupText.escaped(result.reason?.description ?? ""))\"/></testcase>\n"
        }
        var properties: [(name: String, value: any CustomStringConvertible)] = []
        if let time = result.time {
            properties += [("time_ns", time.value), ("time_low_ns", time.low), ("time_high_ns", time.high)]
        }
        properties += result.counters.compactMap { counter in counter.value.map { (counter.counter, $0) } }
        properties += result.metrics.map { ($0.name, $0.value) }
        if let untried = result.untried { properties.append(("verified", untried)) }
        guard !properties.isEmpty else { return head + "/>\n" }
        return head + "><properties>"
            + properties.map { property in
                "<property name=\"\(MarkupText.escaped(property.name))\" value=\"\(MarkupText.escaped(property.value.description))\"/>"
            }.joined()
            + "</properties></testcase>\n"
    }

    /// Twelve decimals: a nanosecond has three digits.
    private static func scientific(_ seconds: Double) -> String {
        let picoseconds = seconds * 1e12
        guard picoseconds < 9e15 else { return plain(seconds) }
        let digits = String(Int64(picoseconds.rounded()))
        let padded = String(repeating: "0", count: max(0, 13 - digits.count)) + digits
        return padded.dropLast(12) + "." + padded.suffix(12)
    }
}
