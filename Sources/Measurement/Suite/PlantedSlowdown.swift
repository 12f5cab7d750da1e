/// Work added to some cases on purpose.
package struct PlantedSlowdown: Sendable {
    /// `REGEX=PERCENT`, as it was typed.
    package let text: String
    /// Which cases are slowed down.
    package let cases: Selection.Pattern
    /// 0.05: 5 % more work.
    package let share: Double

    /// Read from `REGEX=PERCENT`; nil when it is not of that form.
    package init?(_ text: String) {
        guard let sign = text.lastIndex(of: "="), let percent = Double(text[text.index(after: sign)...]), percent >= 0,
            percent <= 1000,
            let pattern = try? Selection.Pattern(String(text[..<sign]))
        else { return nil }
        self.text = text
        cases = pattern
        share = percent / 100
    }

    /// The families with the slowdown planted.
    package func planted(in families: [Family]) -> [Family] {
        let matches = cases.matcher()
        return families.map { family in
            var slowed = family
            slowed.groups = family.groups.map { group in
                let slow = Set(
                    group.contenders.map(\.name).filter { matches(family.caseName($0, in: group).description) })
                return slow.isEmpty ? group : group.padded(slow, share: share)
            }
            return slowed
        }
    }
}
