import RealModule

/// Finds where the level of a series changes: the best partition into levels, of which only borders that matter are kept and, where values have noise, that Student's test confirms.
struct ChangePoints: Hashable, Sendable {
    /// The probability that a change is reported for a series without one; divided by the number of possible places (Bonferroni). For several series see `limit`.
    var significance: Double
    /// Changes below this share do not matter.
    var leastChange: Double
    /// The least standard deviation assumed for every value, as a share: a series of few values cannot prove a smaller one.
    var floor: Double
    /// Whether values have no noise above `floor`: then one makes a level, and a difference is a fact that needs no test.
    var isExact: Bool

    init(significance: Double = 0.01, leastChange: Double = 0.01, floor: Double = 0.002, isExact: Bool = false) {
        self.significance = significance
        self.leastChange = leastChange
        self.floor = floor
        self.isExact = isExact
    }

    /// For exact counts.
    static let counts = ChangePoints(leastChange: 0.003, floor: 0.0002, isExact: true)

    /// The fewest values of a level.
    private var leastLength: Int { isExact ? 1 : 2 }
    /// The fewest values of a series with a change.
    var fewestValues: Int { 2 * leastLength }

    /// A place at which another level begins, and the chance of such a border somewhere in a series without one; 0 for exact values.
    struct Border: Hashable, Sendable {
        var place: Int
        var chance: Double
    }

    /// The borders that are as unlikely by chance as the significance asks for when as many series as `chances` comes from are looked at: of the changes that are then reported,
    /// that share is expected to be none, and of series that all have no change, that share of times one is reported at all (Benjamini and Hochberg, 1995).
    /// - Parameters:
    ///   - chances: of the borders found in all series together.
    ///   - series: how many series were looked at.
    /// - Returns: the chance up to which a border counts.
    func limit(_ chances: [Double], series: Int) -> Double {
        let ascending = chances.sorted()
        let last = ascending.indices.last { ascending[$0] <= significance * Double($0 + 1) / Double(max(series, 1)) }
        return last.map { ascending[$0] } ?? 0
    }

    /// The places at which another level begins, ascending; `values` are above 0 and change in proportion.
    /// - Complexity: O(*n*²) for *n* values.
    func borders(in values: [Double]) -> [Border] {
        let logarithms = values.map { Double.log($0) }
        var places = partition(logarithms)
        // Borders without proof are removed, the least certain first.
        while let worst = places.indices.max(by: { chance(places, $0, logarithms) < chance(places, $1, logarithms) }),
            chance(places, worst, logarithms) > threshold(values.count)
                || change(places, worst, logarithms) < leastChange
        {
            places.remove(at: worst)
        }
        while let least = places.indices.min(by: { change(places, $0, logarithms) < change(places, $1, logarithms) }),
            change(places, least, logarithms) < leastChange
        {
            places.remove(at: least)
        }
        return places.indices.map {
            Border(place: places[$0], chance: chance(places, $0, logarithms) * Double(max(values.count - 1, 1)))
        }
    }

    private func threshold(_ count: Int) -> Double { significance / Double(max(count - 1, 1)) }

    /// The places of the partition into levels with the least sum of squares, where each further level costs a penalty (optimal partitioning; Jackson et
    /// al., 2005).
    private func partition(_ values: [Double]) -> [Int] {
        let count = values.count
        guard count >= fewestValues else { return [] }
        var (sums, squares) = ([0.0], [0.0])
        for value in values {
            sums.append(sums[sums.count - 1] + value - values[0])
            squares.append(squares[squares.count - 1] + (value - values[0]) * (value - values[0]))
        }
        func cost(_ start: Int, _ end: Int) -> Double {
            let sum = sums[end] - sums[start]
            return max(0, squares[end] - squares[start] - sum * sum / Double(end - start))
        }
        let deviation = isExact ? floor : max(noise(values), floor)
        let price = 3 * Double.log(Double(count)) * deviation * deviation
        var best = [Double](repeating: .infinity, count: count + 1)
        var last = [Int](repeating: 0, count: count + 1)
        best[0] = -price
        for end in leastLength...count {
            for start in 0...end - leastLength where best[start] + cost(start, end) + price < best[end] {
                (best[end], last[end]) = (best[start] + cost(start, end) + price, start)
            }
        }
        var (places, end): ([Int], Int) = ([], last[count])
        while end > 0 {
            places.append(end)
            end = last[end]
        }
        return places.reversed()
    }

    /// The standard deviation inside levels, from the differences of neighbours, few of which span a change.
    private func noise(_ values: [Double]) -> Double {
        Statistics.median(zip(values, values.dropFirst()).map { abs($1 - $0) }) / (0.6745 * 2.0.squareRoot())
    }

    private func sides(_ places: [Int], _ index: Int, _ values: [Double]) -> (ArraySlice<Double>, ArraySlice<Double>) {
        let start = index > 0 ? places[index - 1] : 0
        let end = index + 1 < places.count ? places[index + 1] : values.count
        return (values[start..<places[index]], values[places[index]..<end])
    }

    private func chance(_ places: [Int], _ index: Int, _ values: [Double]) -> Double {
        if isExact { return 0 }
        let (before, after) = sides(places, index, values)
        return chance(before, after)
    }

    private func change(_ places: [Int], _ index: Int, _ values: [Double]) -> Double {
        let (before, after) = sides(places, index, values)
        return Double.expMinusOne(abs(mean(after) - mean(before)))
    }

    private func mean(_ values: ArraySlice<Double>) -> Double { values.reduce(0, +) / Double(values.count) }

    /// The chance of means as far apart as these without a change, by Student's two-sample test with a common variance.
    private func chance(_ one: ArraySlice<Double>, _ other: ArraySlice<Double>) -> Double {
        let (first, second) = (mean(one), mean(other))
        let squares =
            one.reduce(0) { $0 + ($1 - first) * ($1 - first) }
            + other.reduce(0) { $0 + ($1 - second) * ($1 - second) }
        let freedom = Double(one.count + other.count - 2)
        let variance = max(squares / freedom, floor * floor)
        let error = (variance * (1 / Double(one.count) + 1 / Double(other.count))).squareRoot()
        return StudentDistribution.twoSidedChance(abs(second - first) / error, freedom: freedom)
    }
}
