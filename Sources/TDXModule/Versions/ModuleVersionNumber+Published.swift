extension ModuleVersionNumber {
    /// The versions with public sources, by line and ascending: those whose rules are known.
    public static let published: [ModuleVersionNumber] = ModuleRuleTable.versions.compactMap { ModuleVersionNumber($0) }

    /// The published version whose rules hold for this one: the newest of its line that is not newer, else the first of its line.
    public var profile: ModuleVersionNumber? {
        let line = Self.published.filter { $0.isOfLine(self) }
        return line.last { $0 <= self } ?? line.first
    }
}
