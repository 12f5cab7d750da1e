/// Judges case files and counts: what `tdmr check` prints and how it ends.
package struct ConfigCaseTally: Sendable {
    /// Which version of the module judges.
    package let rules: ModuleRules
    /// Bits of the bitmap for each 4 KiB page.
    package let bitmapBits: Int
    /// One line per case in file order, `NAME VERDICT`.
    package private(set) var lines: [UInt8] = []
    /// Cases judged so far.
    package private(set) var cases = 0
    /// Cases that say which verdict they expect, and those of them that got it.
    package private(set) var expected = 0
    /// Cases with an expectation that the verdict met.
    package private(set) var agreed = 0
    /// The refused cases, in file order.
    package private(set) var refusals: [Refusal] = []
    /// The cases that did not get the verdict they expect.
    package private(set) var disagreements: [Disagreement] = []

    /// A refused case, for the list of what was refused.
    package struct Refusal: Hashable, Sendable {
        /// The case's name.
        package var name: String
        /// Why it was refused.
        package var refusal: ConfigRefusal
    }

    /// A case whose verdict is not the expected one.
    package struct Disagreement: Hashable, Sendable {
        /// The case's name.
        package var name: String
        /// The verdict as the case file would state it.
        package var verdict: String
        /// The verdict that the file states.
        package var expectation: String
    }

    package init(rules: ModuleRules = .v1_5_01, bitmapBits: Int = 1) {
        self.rules = rules
        self.bitmapBits = bitmapBits
    }

    /// Judges every case of `file`.
    /// - Throws: `ConfigCaseError` at the first malformed line; the cases before it stay counted.
    package mutating func judge(_ file: [UInt8]) throws(ConfigCaseError) {
        var reader = ConfigCaseReader(file)
        while let item = try reader.next() { judge(item) }
    }

    /// Judges one case.
    package mutating func judge(_ item: ConfigCase) {
        var item = item
        item.platform.rules = rules
        item.platform.limits.pamtBitmapBits = bitmapBits
        count(item, ConfigVerdict(on: item.call, platform: item.platform))
    }

    private mutating func count(_ item: ConfigCase, _ verdict: ConfigVerdict) {
        let text = verdict.description
        lines.append(contentsOf: item.name.utf8)
        lines.append(UInt8(ascii: " "))
        lines.append(contentsOf: text.utf8)
        lines.append(UInt8(ascii: "\n"))
        cases += 1
        if case .refused(let refusal) = verdict { refusals.append(Refusal(name: item.name, refusal: refusal)) }
        guard let expectation = item.expectation else { return }
        expected += 1
        if text == expectation {
            agreed += 1
        } else {
            disagreements.append(Disagreement(name: item.name, verdict: text, expectation: expectation))
        }
    }

    /// `N of M cases agree`; nil where no case expects anything.
    package var summary: String? { expected == 0 ? nil : "\(agreed) of \(expected) cases agree" }

    /// Whether all expectations were met or, where there are none, whether no case was refused.
    package var isGood: Bool { expected == 0 ? refusals.isEmpty : agreed == expected }
}
