/// Cells side by side, each with the value of its groups. Where they are too many, neighbours without long groups are joined.
struct Stretches {
    /// 32 bytes: a machine may have millions of them.
    struct Stretch {
        private var startGranule: UInt32
        private var endGranule: UInt32
        /// Value of what lies before the first mandatory piece (of all, without one) and behind the last.
        var head: Int
        var tail: Int
        private var firstGroup: UInt32
        /// The number of groups above three flags.
        private var packed: UInt32

        private static let mandatoryFlag: UInt32 = 1
        private static let gapFlag: UInt32 = 2
        private static let joinedFlag: UInt32 = 4
        private static let countShift: UInt32 = 3

        init(_ cell: GranuleCells.Cell, head: Int, tail: Int, inner: Range<Int>) {
            startGranule = UInt32(cell.start)
            endGranule = UInt32(cell.end)
            self.head = head
            self.tail = tail
            firstGroup = 0
            packed = (cell.hasMandatory ? Self.mandatoryFlag : 0) | (cell.gapIsMandatory ? Self.gapFlag : 0)
            self.inner = inner
        }

        /// Granules.
        var start: Int { Int(startGranule) }
        var end: Int {
            get { Int(endGranule) }
            set { endGranule = UInt32(newValue) }
        }
        /// The best groups between, best first, as indices of `groups`.
        var inner: Range<Int> {
            get { Int(firstGroup)..<Int(firstGroup) + Int(packed >> Self.countShift) }
            set {
                precondition(newValue.count < 1 << (32 - Self.countShift))
                firstGroup = UInt32(newValue.lowerBound)
                packed = packed & (1 << Self.countShift - 1) | UInt32(newValue.count) << Self.countShift
            }
        }
        var hasMandatory: Bool {
            get { packed & Self.mandatoryFlag != 0 }
            set { packed = newValue ? packed | Self.mandatoryFlag : packed & ~Self.mandatoryFlag }
        }
        var gapIsMandatory: Bool { packed & Self.gapFlag != 0 }
        /// Whether it is of several cells: a TDMR may begin or end inside.
        var isJoined: Bool {
            get { packed & Self.joinedFlag != 0 }
            set { packed = newValue ? packed | Self.joinedFlag : packed & ~Self.joinedFlag }
        }

        /// Granules that a TDMR has of it at least.
        var count: Int { end - start }
    }

    private(set) var stretches: [Stretch] = []
    private(set) var groups: [Int] = []
    /// Value of all memory.
    private(set) var total = 0

    /// - Parameter most: groups worth keeping of each cell.
    /// - Complexity: O(*r* log *r*).
    init(_ cells: GranuleCells, weights: LossWeights, most: Int) {
        // At most that many: what is not written to takes no memory.
        stretches.reserveCapacity(cells.mostCells)
        groups.reserveCapacity(cells.mostGroups)
        cells.forEach { add($0, weights: weights, most: most) }
    }

    private mutating func add(_ cell: GranuleCells.Cell, weights: LossWeights, most: Int) {
        let head = weights.value(cut: cell.head)
        let tail = weights.value(cut: cell.tail)
        let inner = cell.inner.map(weights.value).sorted(by: >)
        total += head + tail + inner.reduce(0, +)
        let first = groups.count
        groups.append(contentsOf: inner.prefix(most))
        stretches.append(Stretch(cell, head: head, tail: tail, inner: first..<groups.count))
    }

    private init(total: Int) { self.total = total }

    /// The value of a stretch's longest group.
    private func longest(_ i: Int) -> Int {
        let stretch = stretches[i]
        return max(stretch.head, stretch.tail, stretch.inner.isEmpty ? 0 : groups[stretch.inner.lowerBound])
    }

    /// The same memory in about `size` times fewer stretches; the ones with the longest groups stay alone, so that the others differ little.
    /// - Complexity: O(*n* most).
    func joined(_ size: Int, most: Int) -> Stretches {
        var alone = Longest<Int>(stretches.count / (4 * size) + 1)
        for i in stretches.indices { alone.insert(longest(i)) }
        let limit = alone.sorted().last ?? 0
        var joined = Stretches(total: total)
        joined.groups.reserveCapacity(groups.count)
        var sweep = StretchSweep(capacity: most)
        var i = 0
        while i < stretches.count {
            var stretch = stretches[i]
            sweep.begin(stretch, groups)
            var end = i + 1
            while longest(i) <= limit, end < stretches.count, end - i < size, longest(end) <= limit {
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
