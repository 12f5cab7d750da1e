/// Judges each case by the rules of every module version; finds the cases whose verdict differs between versions, and the rules responsible.
package struct ModuleComparison: Sendable {
    /// Versions that give one verdict.
    package struct Group: Sendable {
        /// `1.5.01 to 1.5.06, 2.0.02`.
        package var versions: String
        /// The verdict that these versions agree on.
        package var verdict: ConfigVerdict
        /// The rules that make the difference to the first group.
        package var rules: [String]
    }

    /// A case that versions judge differently.
    package struct Case: Sendable {
        /// The case's name.
        package var name: String
        /// By the first version of each.
        package var groups: [Group]
    }

    /// Bits of the bitmap for each page with dynamic PAMT.
    package let bitmapBits: Int
    /// Cases compared so far.
    package private(set) var cases = 0
    /// Those that versions judge differently, in the order met.
    package private(set) var changing: [Case] = []

    package init(bitmapBits: Int = 1) { self.bitmapBits = bitmapBits }

    /// - Throws: `ConfigCaseError` at the first malformed line.
    package mutating func judge(_ file: [UInt8]) throws(ConfigCaseError) {
        var reader = ConfigCaseReader(file)
        while let item = try reader.next() { judge(item) }
    }

    /// Judges one case by the rules of every version.
    package mutating func judge(_ item: ConfigCase) {
        var item = item
        cases += 1
        item.platform.limits.pamtBitmapBits = bitmapBits
        let verdicts = ModuleVersionNumber.published.map { Self.verdict(item, .of($0)) }
        guard let first = verdicts.first, verdicts.contains(where: { $0 != first }) else { return }
        changing.append(Case(name: item.name, groups: Self.groups(item, verdicts)))
    }

    private static func verdict(_ item: ConfigCase, _ rules: ModuleRules) -> ConfigVerdict {
        var platform = item.platform
        platform.rules = rules
        return ConfigVerdict(on: item.call, platform: platform)
    }

    private static func groups(_ item: ConfigCase, _ verdicts: [ConfigVerdict]) -> [Group] {
        var distinct: [ConfigVerdict] = []
        for verdict in verdicts where !distinct.contains(verdict) { distinct.append(verdict) }
        let versions = ModuleVersionNumber.published
        return distinct.map { verdict in
            let own = versions.indices.filter { verdicts[$0] == verdict }
            let rules = own.first.map { differences(item, from: .of(versions[0]), to: .of(versions[$0])) } ?? []
            return Group(versions: runs(own, versions), verdict: verdict, rules: rules)
        }
    }

    /// Runs of versions of one line.
    private static func runs(_ indices: [Int], _ versions: [ModuleVersionNumber]) -> String {
        var runs: [ClosedRange<Int>] = []
        for index in indices {
            if let last = runs.last, last.upperBound + 1 == index, versions[index].isOfLine(versions[last.lowerBound]) {
                runs[runs.count - 1] = last.lowerBound...index
            } else {
                runs.append(index...index)
            }
        }
        return runs.map {
            $0.count == 1 ? "\(versions[$0.lowerBound])" : "\(versions[$0.lowerBound]) to \(versions[$0.upperBound])"
        }.joined(separator: ", ")
    }

    /// A rule, and how to copy its value from one version's rules into another's.
    private struct Rule {
        var name: (ModuleRules) -> String
        var copy: (ModuleRules, inout ModuleRules) -> Void
    }

    private static var rules: [Rule] {
        [
            Rule(name: { "KeyIDs end at bit \($0.keyIDTop.rawValue)" }, copy: { $1.keyIDTop = $0.keyIDTop }),
            Rule(name: { "R8 bit 16: \($0.bit16.rawValue)" }, copy: { $1.bit16 = $0.bit16 }),
            Rule(
                name: { _ in "KeyIDs must start at bit 48 or below" },
                copy: { $1.limitsKeyIDStart = $0.limitsKeyIDStart }),
            Rule(name: { _ in "leaf version 1 exists" }, copy: { $1.hasLeafVersions = $0.hasLeafVersions }),
            Rule(name: { _ in "FEATURES0" }, copy: { $1.features = $0.features }),
        ]
    }

    /// The rules responsible for the difference: each of them alone, reverted in the newer version or applied to the older one, changes the verdict.
    private static func differences(_ item: ConfigCase, from old: ModuleRules, to new: ModuleRules) -> [String] {
        let (before, after) = (verdict(item, old), verdict(item, new))
        let deciding = rules.filter { rule in
            var reverted = new
            rule.copy(old, &reverted)
            var advanced = old
            rule.copy(new, &advanced)
            return verdict(item, reverted) != after || verdict(item, advanced) != before
        }
        return deciding.map { $0.name(new) }
    }
}
