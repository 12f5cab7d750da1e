/// Extents that lose little memory when not all of it can be served.
///
/// A dynamic program over stretches of memory, each of which may be left out. A price for each TDMR takes the place of a limit on their number: the higher it is, the fewer
/// TDMRs are worth it. In a stretch of several slices, a TDMR that begins or ends inside counts as keeping the best of the whole stretch, and so does the next TDMR.
struct WithholdingCoverage {
    /// The cost of one TDMR of so many granules besides the memory that it does not keep, in the unit of the weights.
    typealias Charge = (_ granules: Int) -> Int

    /// Limits of the search.
    struct Scope {
        var tdmrs: Int
        /// The most granules of one TDMR.
        var granules: Int
        /// The most TDMRs that are valued: pairs of a first and a last stretch.
        var intervals = SearchBudget.valuedTDMRs
    }

    let scope: Scope
    let maxAreas: Int
    private let slices: Stretches
    private let stretches: [Stretches.Stretch]
    private let fragments: [Int]
    /// The first slice of each stretch.
    private let firstSlices: [Int]
    private let charge: Charge
    /// The values of the TDMRs that begin at each stretch, by length. `offsets`: where the values of each stretch begin.
    private var values: [Int] = []
    private var offsets: [Int] = []
    /// For each joined stretch, an upper bound on the value of a TDMR that lies inside it; 0 for the others.
    private var inside: [Int] = []

    /// - Complexity: O(*r* log *r* + scope.intervals).
    init(
        _ problem: PlanningProblem, slices: FragmentedSlices, weights: LossWeights, scope: Scope,
        charge: @escaping Charge
    ) {
        self.scope = scope
        self.charge = charge
        maxAreas = problem.maxAreas <= SearchBudget.countedAreas ? problem.maxAreas : 1 << 40
        let most = maxAreas + 1
        let alone = Stretches(slices, weights: weights, most: most)
        var stretches = alone
        var lengths = Self.lengths(stretches.stretches, scope.granules)
        if lengths > scope.intervals {
            var size = 1
            while lengths > scope.intervals {
                // Half as many stretches have a quarter of the lengths.
                size = max(size + 1, Int((Double(lengths) / Double(scope.intervals)).squareRoot() * Double(size)))
                // The stretches joined before are released first.
                stretches = alone
                stretches = alone.joined(size, most: most)
                lengths = Self.lengths(stretches.stretches, scope.granules)
            }
        }
        self.slices = alone
        self.stretches = stretches.stretches
        fragments = stretches.fragments
        var slice = 0
        firstSlices = stretches.stretches.map { stretch in
            while alone.stretches[slice].start < stretch.start { slice += 1 }
            return slice
        }
        // A page is worth most with the weights `all`, so this caps the value of a TDMR under any weights.
        measure(cap: LossWeights.all.value(cut: min(scope.granules, 1 << 22) * problem.map.granulePages))
    }

    /// The number of all TDMRs of at most `granules` granules: pairs of a first and a last stretch.
    private static func lengths(_ stretches: [Stretches.Stretch], _ granules: Int) -> Int {
        var sum = 0
        var first = 0
        for (i, stretch) in stretches.enumerated() {
            while stretch.start - stretches[first].end + 2 > granules, first < i { first += 1 }
            sum += i - first + 1
        }
        return sum
    }

    private mutating func measure(cap: Int) {
        var sweep = StretchSweep(capacity: maxAreas + 1)
        offsets.reserveCapacity(stretches.count + 1)
        for first in stretches.indices {
            offsets.append(values.count)
            sweep.begin(stretches[first], fragments)
            inside.append(stretches[first].isJoined ? sweep.mostInside - charge(1) : 0)
            for last in first..<stretches.count {
                if last > first { sweep.append(stretches[last], fragments) }
                let isRounded = stretches[first].isJoined || stretches[last].isJoined
                // A TDMR may have as little as one granule of its first and of its last stretch.
                let granules = last == first ? 1 : stretches[last].start - stretches[first].end + 2
                guard granules <= scope.granules, maxAreas > 0 || isRounded || !sweep.hasReserved else { break }
                let whole = stretches[last].end - stretches[first].start
                let value = isRounded ? sweep.mostInside : sweep.value
                values.append(min(value, cap) - charge(isRounded ? granules : min(whole, scope.granules)))
            }
        }
        offsets.append(values.count)
    }
}

extension WithholdingCoverage {
    /// The stretches of one TDMR, from `first` to `last`, and its value.
    struct Choice: Hashable {
        var first: Int
        var last: Int
        var value: Int
    }

    /// Sets of no more TDMRs than allowed, each the best that was found at a price or spliced from two of these.
    /// - Complexity: O(*n* * *p*) for *n* intervals and *p* prices tried, which are few.
    func solve() -> [[Choice]] {
        var low = best(price: 0)
        guard low.choices.count > scope.tdmrs else { return [low.choices] }
        var lowPrice = 0
        var high: [Choice] = []
        // What the best set at a price keeps is convex in the price: the sets that are wanted lie where the line of a set with too many TDMRs meets that of a set with few enough.
        for _ in 0..<SearchBudget.prices {
            let (lowSum, highSum) = (low.choices.reduce(0) { $0 + $1.value }, high.reduce(0) { $0 + $1.value })
            let price = max(lowPrice + 1, (lowSum - highSum) / max(1, low.choices.count - high.count))
            let found = best(price: price)
            let isEnd = found.most <= max(lowSum - price * low.choices.count, highSum - price * high.count)
            if found.choices.count > scope.tdmrs {
                guard found.choices.count < low.choices.count else { break }
                low = found
                lowPrice = price
            } else {
                if found.choices.count > high.count || high.isEmpty { high = found.choices }
                if found.choices.count == scope.tdmrs { break }
            }
            if isEnd { break }
        }
        return [high, spliced(low.choices, high), spliced(high, low.choices)]
    }

    /// The best set of any number of TDMRs when each costs `price`, and the bound on its value less the prices.
    private func best(price: Int) -> (most: Int, choices: [Choice]) {
        var best = [Int](repeating: 0, count: stretches.count + 1)
        var lengths = [Int](repeating: 0, count: stretches.count)
        for i in stretches.indices.reversed() {
            var most = best[i + 1]
            var length = 0
            let offset = offsets[i]
            for n in 0..<(offsets[i + 1] - offset) {
                let worth = values[offset + n] - price + best[next(behind: i + n, from: i)]
                if worth > most { (most, length) = (worth, n + 1) }
            }
            // Other TDMRs may lie in the same stretch.
            let others = max(0, inside[i] - price) * min(scope.tdmrs, stretches[i].count)
            best[i] = most + others
            lengths[i] = length
        }
        var choices: [Choice] = []
        var i = 0
        while i < stretches.count {
            guard lengths[i] > 0 else {
                i += 1
                continue
            }
            let last = i + lengths[i] - 1
            choices.append(Choice(first: i, last: last, value: values[offsets[i] + lengths[i] - 1]))
            i = next(behind: last, from: i)
        }
        return (best[0], choices)
    }

    /// The first stretch in which the next TDMR may begin.
    @inline(__always)
    private func next(behind last: Int, from first: Int) -> Int {
        stretches[last].isJoined && last > first ? last : last + 1
    }

    /// The first TDMRs of one set and the last ones of another: of most value together, and no more than allowed.
    private func spliced(_ first: [Choice], _ second: [Choice]) -> [Choice] {
        var behind = [Int](repeating: 0, count: second.count + 1)
        for j in second.indices.reversed() { behind[j] = behind[j + 1] + second[j].value }
        var best = (worth: Int.min, first: 0, second: 0)
        var before = 0
        var j = 0
        for i in 0...min(first.count, scope.tdmrs) {
            if i > 0 {
                before += first[i - 1].value
                let from = next(behind: first[i - 1].last, from: first[i - 1].first)
                while j < second.count, second[j].first < from { j += 1 }
            }
            let from = max(j, i + second.count - scope.tdmrs)
            if before + behind[from] > best.worth { best = (before + behind[from], i, from) }
        }
        return Array(first[..<best.first] + second[best.second...])
    }
}

extension WithholdingCoverage {
    /// The extents of a set of TDMRs. Where a TDMR begins or ends in a joined stretch, the best of its ends that were tried.
    func extents(_ choices: [Choice]) -> [(extent: GranuleRange, value: Int)] {
        var from = 0
        return choices.compactMap { choice in
            let first = max(from, firstSlices[choice.first])
            let end = choice.last + 1 < firstSlices.count ? firstSlices[choice.last + 1] : slices.stretches.count
            guard first < end else { return nil }
            let firstEnd = choice.first + 1 < firstSlices.count ? firstSlices[choice.first + 1] : slices.stretches.count
            let lastStart = stretches[choice.last].isJoined ? firstSlices[choice.last] : end - 1
            let fitted = fitted(first..<max(first + 1, min(firstEnd, end)), lastStart: max(first, lastStart), end: end)
            from = fitted.end
            var extent = GranuleRange(start: slices.stretches[fitted.first].start, count: 0)
            extent.count = min(scope.granules, slices.stretches[fitted.end - 1].end - extent.start)
            return (extent, choice.value)
        }
    }

    private func fitted(_ starts: Range<Int>, lastStart: Int, end: Int) -> (first: Int, end: Int) {
        guard starts.count > 1 || lastStart < end - 1 else { return (starts.lowerBound, end) }
        var sweep = StretchSweep(capacity: maxAreas + 1)
        var best = (value: Int.min, first: starts.lowerBound, end: end)
        for first in stride(
            from: starts.lowerBound, to: starts.upperBound,
            by: max(1, starts.count / SearchBudget.startsInJoinedStretch))
        {
            sweep.begin(slices.stretches[first], slices.fragments)
            for last in first..<end {
                if last > first { sweep.append(slices.stretches[last], slices.fragments) }
                let granules = slices.stretches[last].end - slices.stretches[first].start
                guard granules <= scope.granules || last == first else { break }
                let value = sweep.value - charge(granules)
                if last >= lastStart || granules == scope.granules, value > best.value {
                    best = (value, first, last + 1)
                }
            }
        }
        return (best.first, best.end)
    }
}
