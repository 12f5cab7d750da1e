/// A change of a figure's level, dated to the first commit of the new level.
package struct HistoryChange: Hashable, Sendable {
    /// The case whose figure changed.
    package var name: CaseName
    /// `MachineKey.fingerprint` of the machine it changed on.
    package var machine: String
    /// What changed.
    package var figure: HistoryEntry.Figure
    /// The last commit of the level before.
    package var previous: HistoryEntry.Commit
    /// The first commit of the new level.
    package var commit: HistoryEntry.Commit
    /// The median before, and from the commit on.
    package var before: Double
    /// The median of the new level.
    package var after: Double
    /// Whether nothing changed since.
    package var isLatest: Bool

    /// Less is better for every figure of a history.
    package var isWorse: Bool { after > before }
}
