/// What TDMRs keep is worth something: pages weighed by how little tables can make of them.
///
/// A group that is not kept is withheld but for the tables in it. Counting all its pages as lost bounds what is lost where tables find no other place;
/// counting only those that whole 4K tables leave, and the tables besides, bounds it where they do. Every mixture of the two bounds it as well.
struct LossWeights: Hashable, Sendable {
    /// How many sixteenths of the first count.
    let whole: Int

    static let unit = 16
    static let all = LossWeights(whole: unit)
    static let mixtures = [16, 12, 8, 4, 0].map(LossWeights.init)

    func value(_ group: LossyCells.Group) -> Int { value(pages: group.pages, rest: group.rest) }
    func value(pages: Int, rest: Int) -> Int { whole * pages + (Self.unit - whole) * rest }
    func value(cut pages: Int) -> Int { whole * pages }
}

/// Cells side by side, each with the value of its groups. Where they are too many, neighbours without long groups are joined.
struct Stretches {
    struct Stretch {
        /// Granules.
        var start: Int
        var end: Int
        /// Value of what lies before the first mandatory piece (of all, without one) and behind the last.
        var head: Int
        var tail: Int
        var hasMandatory: Bool
        var gapIsMandatory: Bool
        /// The best groups between, best first, as indices of `groups`.
        var inner: Range<Int>
        /// Whether it is of several cells: a TDMR may begin or end inside.
        var isJoined = false

        /// Granules that a TDMR has of it at least.
        var count: Int { end - start }
    }

    private(set) var stretches: [Stretch] = []
    private(set) var groups: [Int] = []
    /// Value of all memory.
    private(set) var total = 0

    /// - Parameter most: groups worth keeping of each cell.
    /// - Complexity: O(*r* log *r*).
    init(_ cells: LossyCells, weights: LossWeights, most: Int) {
        stretches.reserveCapacity(cells.cells.count)
        // At most that many: what is not written to takes no memory.
        groups.reserveCapacity(cells.groups.count)
        var inner: [Int] = []
        for cell in cells.cells {
            inner.removeAll(keepingCapacity: true)
            for group in cells.groups[cell.inner] { inner.append(weights.value(group)) }
            let head = weights.value(cut: cell.head)
            let tail = weights.value(cut: cell.tail)
            total += head + tail + inner.reduce(0, +)
            inner.sort(by: >)
            let first = groups.count
            groups.append(contentsOf: inner.prefix(most))
            stretches.append(
                Stretch(
                    start: cell.start, end: cell.end, head: head, tail: tail, hasMandatory: cell.hasMandatory,
                    gapIsMandatory: cell.gapIsMandatory,
                    inner: first..<groups.count))
        }
    }

    private init(total: Int) { self.total = total }

    /// The value of each stretch's longest group.
    var longest: [Int] { stretches.map { max($0.head, $0.tail, $0.inner.isEmpty ? 0 : groups[$0.inner.lowerBound]) } }

    /// The same memory in about `size` times fewer stretches; the ones with the longest groups stay alone, so that the others differ little.
    /// - Complexity: O(*n* most).
    func joined(_ size: Int, longest: [Int], most: Int) -> Stretches {
        var alone = Longest<Int>(longest.count / (4 * size) + 1)
        for length in longest { alone.insert(length) }
        let limit = alone.sorted().last ?? 0
        var joined = Stretches(total: total)
        joined.groups.reserveCapacity(groups.count)
        var sweep = StretchSweep(capacity: most)
        var i = 0
        while i < stretches.count {
            var stretch = stretches[i]
            sweep.begin(stretch, groups)
            var end = i + 1
            while longest[i] <= limit, end < stretches.count, end - i < size, longest[end] <= limit {
                sweep.append(stretches[end], groups)
                end += 1
            }
            stretch.isJoined = end - i > 1
            stretch.end = stretches[end - 1].end
            stretch.head = sweep.hasMandatory ? sweep.head : sweep.tail
            stretch.tail = sweep.hasMandatory ? sweep.tail : 0
            stretch.hasMandatory = sweep.hasMandatory
            let first = joined.groups.count
            joined.groups.append(contentsOf: sweep.inner.descending)
            stretch.inner = first..<joined.groups.count
            joined.stretches.append(stretch)
            i = end
        }
        return joined
    }
}

/// What a TDMR keeps, while it grows stretch by stretch.
struct StretchSweep {
    private(set) var head = 0
    /// Value since the last mandatory piece; of all, without one.
    private(set) var tail = 0
    private(set) var hasMandatory = false
    private(set) var inner: LongestGroups

    /// - Parameter capacity: the groups between mandatory pieces that are looked at.
    init(capacity: Int) { inner = LongestGroups(capacity: capacity) }

    mutating func begin(_ stretch: Stretches.Stretch, _ groups: [Int]) {
        inner.removeAll()
        head = 0
        tail = 0
        hasMandatory = false
        add(stretch, groups)
    }

    mutating func append(_ stretch: Stretches.Stretch, _ groups: [Int]) {
        if stretch.gapIsMandatory { close() }
        add(stretch, groups)
    }

    private mutating func add(_ stretch: Stretches.Stretch, _ groups: [Int]) {
        tail += stretch.head
        guard stretch.hasMandatory else { return }
        close()
        for group in stretch.inner where !inner.insert(groups[group]) { break }
        tail = stretch.tail
    }

    private mutating func close() {
        if hasMandatory {
            if tail > 0 { inner.insert(tail) }
        } else {
            head = tail
            hasMandatory = true
        }
        tail = 0
    }

    /// Value of a TDMR of just these stretches when two groups fewer than the capacity are kept: both its ends are kept whatever the areas.
    var value: Int { head + inner.sumWithoutLastTwo + tail }
    /// The most that any TDMR inside of these stretches can be worth that keeps as many groups as the capacity.
    var mostInside: Int { inner.sum(with: head, tail) }
}
