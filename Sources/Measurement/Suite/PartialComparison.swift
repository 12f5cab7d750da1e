/// How many answers of a case were compared with the oracle's before the time for it was spent.
package struct PartialComparison: Hashable, Sendable {
    /// Those that were compared.
    package var done: Int
    /// Those that there are.
    package var count: Int
    /// Their name in the plural.
    package var noun: String
    /// The time there was, told in tenths of a second; nil: no limit.
    package var limit: Duration?
}

extension PartialComparison: CustomStringConvertible {
    package var description: String {
        let tenths = limit.map { Int(($0 / .milliseconds(100)).rounded()) }
        let within = tenths.map { " within \($0 / 10).\($0 % 10) s" } ?? ""
        return "\(done) of \(count) \(noun) compared\(within)"
    }
}
