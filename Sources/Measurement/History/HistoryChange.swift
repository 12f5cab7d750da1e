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
    /// Whether a later level is as good as the one before the change again, up to the least change that matters.
    package var isRegained: Bool

    /// Less is better for every figure of a history.
    package var isWorse: Bool { after > before }
    /// Whether it got worse and no later level made that good: a part that was regained is not enough.
    package var isRegression: Bool { isWorse && !isRegained }
}
