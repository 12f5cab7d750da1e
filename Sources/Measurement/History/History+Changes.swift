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
        let borders = [0] + places + [values.count]
        return places.indices.map { index in
            let place = places[index]
            return HistoryChange(
                name: series.name, machine: series.machine, figure: figure, previous: points[place - 1].0,
                commit: points[place].0, before: Statistics.median(Array(values[borders[index]..<place])),
                after: Statistics.median(Array(values[place..<borders[index + 2]])),
                isLatest: index == places.count - 1)
        }
    }
}
