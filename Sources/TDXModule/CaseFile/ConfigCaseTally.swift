/// Judges case files and counts: what `tdmr check` prints and how it ends.
public struct ConfigCaseTally: Sendable {
    /// Which version of the module judges.
    public let rules: ModuleRules
    /// Bits of the bitmap for each 4 KiB page.
    public let bitmapBits: Int
    /// One line per case in file order, `NAME VERDICT`.
    public private(set) var lines: [UInt8] = []
    /// Cases judged so far.
    public private(set) var cases = 0
    /// Cases that say which verdict they expect, and those of them that got it.
    public private(set) var expected = 0
    /// Cases with an expectation that the verdict met.
    public private(set) var agreed = 0
    /// The refused cases, in file order.
    public private(set) var refusals: [Refusal] = []
    /// The cases that did not get the verdict they expect.
    public private(set) var disagreements: [Disagreement] = []

    /// A refused case, for the list of what was refused.
    public struct Refusal: Hashable, Sendable {
        /// The case's name.
        public var name: String
        /// Why it was refused.
        public var refusal: ConfigRefusal
    }

    /// A case whose verdict is not the expected one.
    public struct Disagreement: Hashable, Sendable {
        /// The case's name.
        public var name: String
        /// The verdict as the case file would state it.
        public var verdict: String
        /// The verdict that the file states.
        public var expectation: String
    }

    public init(rules: ModuleRules = .v1_5_01, bitmapBits: Int = 1) {
        self.rules = rules
        self.bitmapBits = bitmapBits
    }

    /// Judges every case of `file`.
    /// - Throws: `ConfigCaseError` at the first malformed line; the cases before it stay counted.
    public mutating func judge(_ file: [UInt8]) throws(ConfigCaseError) {
        var reader = ConfigCaseReader(file)
        while let item = try reader.next() { judge(item) }
    }

    /// Judges one case.
    public mutating func judge(_ item: ConfigCase) {
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
    public var summary: String? { expected == 0 ? nil : "\(agreed) of \(expected) cases agree" }

    /// Whether all expectations were met or, where there are none, whether no case was refused.
    public var isGood: Bool { expected == 0 ? refusals.isEmpty : agreed == expected }
}
