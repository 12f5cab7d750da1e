extension History {
    /// Every change of a level.
    /// - Parameters:
    ///   - figures: which figures to look at.
    ///   - leastChange: changes of times and ratios below this share do not matter.
    package func changes(
        of figures: [HistoryEntry.Figure] = HistoryEntry.Figure.allCases, leastChange: Double = 0.01
    ) -> [HistoryChange] {
        series.flatMap { series in
            figures.flatMap { figure in
                let finder = figure == .instructions ? ChangePoints.counts : ChangePoints(leastChange: leastChange)
                return Self.changes(in: series, figure, finder)
            }
        }
    }

    private static func changes(in series: Series, _ figure: HistoryEntry.Figure, _ finder: ChangePoints)
        -> [HistoryChange]
    {
        let points = series.entries.compactMap { entry in entry.value(figure).map { (entry.commit, $0) } }
        let values = points.map(\.1)
        let places = finder.found(in: values)
        if places.isEmpty { return [] }
        let borders = [0] + places + [values.count]
        let levels = zip(borders, borders.dropFirst()).map { Statistics.median(Array(values[$0..<$1])) }
        return places.indices.map { index in
            let place = places[index]
            let regained = levels[index] * (1 + finder.leastChange)
            return HistoryChange(
                name: series.name, machine: series.machine, figure: figure, previous: points[place - 1].0,
                commit: points[place].0, before: levels[index], after: levels[index + 1],
                isRegained: levels[(index + 1)...].contains { $0 <= regained })
        }
    }
}
