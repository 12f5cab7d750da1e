/// The name of one measured case, `family/algorithm/dataset/mode`: `lookup/binary-search/synthetic-1024/throughput`.
///
/// Filters, baselines, thresholds and all exports identify cases by this name. A part never contains `/` or white space.
package struct CaseName: Hashable, Sendable {
    /// The family's name.
    package var family: String
    /// The algorithm's name.
    package var algorithm: String
    /// The dataset's name.
    package var dataset: String
    /// How the algorithm is asked.
    package var mode: String

    package init(family: String, algorithm: String, dataset: String, mode: String) {
        self.family = family
        self.algorithm = algorithm
        self.dataset = dataset
        self.mode = mode
    }

    /// The name read from its printed form; nil unless it has four parts that are not empty.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count == 4, parts.allSatisfy({ part in !part.isEmpty && !part.contains { $0.isWhitespace } }) else {
            return nil
        }
        self.init(family: parts[0], algorithm: parts[1], dataset: parts[2], mode: parts[3])
    }
}

extension CaseName: CustomStringConvertible {
    package var description: String { "\(family)/\(algorithm)/\(dataset)/\(mode)" }
}

extension CaseName: Comparable {
    package static func < (a: Self, b: Self) -> Bool {
        (a.family, a.dataset, a.mode, a.algorithm) < (b.family, b.dataset, b.mode, b.algorithm)
    }
}
