extension History {
    /// Every change of a level. What is reported of times and ratios depends on how many series there are: among thousands some look changed by chance.
    /// - Parameters:
    ///   - figures: which figures to look at.
    ///   - leastChange: changes of times and ratios below this share do not matter.
    package func changes(
        of figures: [HistoryEntry.Figure] = HistoryEntry.Figure.allCases, leastChange: Double = 0.01
    ) -> [HistoryChange] {
        let finder = ChangePoints(leastChange: leastChange)
        let curves = series.flatMap { series in figures.map { Curve(series, $0, finder) } }
        let uncertain = curves.filter { !$0.finder.isExact && $0.values.count >= $0.finder.fewestValues }
        let limit = finder.limit(uncertain.flatMap { $0.borders.map(\.chance) }, series: uncertain.count)
        return curves.flatMap { $0.changes(upTo: limit) }
    }

    /// One figure of one case on one machine, over the commits that have it.
    private struct Curve {
        let series: Series
        let figure: HistoryEntry.Figure
        let finder: ChangePoints
        let commits: [HistoryEntry.Commit]
        let values: [Double]
        let borders: [ChangePoints.Border]

        init(_ series: Series, _ figure: HistoryEntry.Figure, _ finder: ChangePoints) {
            self.series = series
            self.figure = figure
            self.finder = figure == .instructions ? .counts : finder
            let points = series.entries.compactMap { entry in entry.value(figure).map { (entry.commit, $0) } }
            commits = points.map(\.0)
            values = points.map(\.1)
            borders = self.finder.borders(in: values)
        }

        /// The changes that are no likelier by chance than `limit`.
        func changes(upTo limit: Double) -> [HistoryChange] {
            let places = borders.filter { $0.chance <= limit }.map(\.place)
            if places.isEmpty { return [] }
            let borders = [0] + places + [values.count]
            let levels = zip(borders, borders.dropFirst()).map { Statistics.median(Array(values[$0..<$1])) }
            return places.indices.map { index in
                let place = places[index]
                let regained = levels[index] * (1 + finder.leastChange)
                return HistoryChange(
                    name: series.name, machine: series.machine, figure: figure, previous: commits[place - 1],
                    commit: commits[place], before: levels[index], after: levels[index + 1],
                    isRegained: levels[(index + 1)...].contains { $0 <= regained })
            }
        }
    }
}
