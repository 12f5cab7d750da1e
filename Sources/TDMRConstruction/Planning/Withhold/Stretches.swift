/// Slices in a row, each with the values of its fragments. When there are too many, neighbours without long fragments are joined.
struct Stretches {
    /// Packed into 32 bytes because a machine may have millions of stretches.
    struct Stretch {
        private var startGranule: UInt32
        private var endGranule: UInt32
        /// Value of the memory before the first reserved piece (of all memory when there is none), and behind the last.
        var head: Int
        var tail: Int
        private var firstFragment: UInt32
        /// The number of fragments in the high bits, three flags in the low bits.
        private var packed: UInt32

        private static let reservedFlag: UInt32 = 1
        private static let gapFlag: UInt32 = 2
        private static let joinedFlag: UInt32 = 4
        private static let countShift: UInt32 = 3

        init(_ slice: FragmentedSlices.Slice, head: Int, tail: Int, inner: Range<Int>) {
            startGranule = UInt32(slice.start)
            endGranule = UInt32(slice.end)
            self.head = head
            self.tail = tail
            firstFragment = 0
            packed = (slice.hasReserved ? Self.reservedFlag : 0) | (slice.gapIsReserved ? Self.gapFlag : 0)
            self.inner = inner
        }

        /// The first granule, and the one behind the last.
        var start: Int { Int(startGranule) }
        var end: Int {
            get { Int(endGranule) }
            set { endGranule = UInt32(newValue) }
        }
        /// The best fragments between reserved pieces, best first, as indices of `fragments`.
        var inner: Range<Int> {
            get { Int(firstFragment)..<Int(firstFragment) + Int(packed >> Self.countShift) }
            set {
                precondition(newValue.count < 1 << (32 - Self.countShift))
                firstFragment = UInt32(newValue.lowerBound)
                packed = packed & (1 << Self.countShift - 1) | UInt32(newValue.count) << Self.countShift
            }
        }
        var hasReserved: Bool {
            get { packed & Self.reservedFlag != 0 }
            set { packed = newValue ? packed | Self.reservedFlag : packed & ~Self.reservedFlag }
        }
        var gapIsReserved: Bool { packed & Self.gapFlag != 0 }
        /// Whether it consists of several slices, so that a TDMR may begin or end inside it.
        var isJoined: Bool {
            get { packed & Self.joinedFlag != 0 }
            set { packed = newValue ? packed | Self.joinedFlag : packed & ~Self.joinedFlag }
        }

        /// Granules from the first to the last of the stretch, gaps included.
        var count: Int { end - start }
    }

    private(set) var stretches: [Stretch] = []
    private(set) var fragments: [Int] = []

    /// - Parameter most: how many fragments of each slice are stored, the best ones.
    /// - Complexity: O(*r* log *r*).
    init(_ slices: FragmentedSlices, weights: LossWeights, most: Int) {
        // Upper bounds: the parts of the buffers that are never written take no memory.
        stretches.reserveCapacity(slices.mostSlices)
        fragments.reserveCapacity(slices.mostFragments)
        slices.forEach { add($0, weights: weights, most: most) }
    }

    private mutating func add(_ slice: FragmentedSlices.Slice, weights: LossWeights, most: Int) {
        let head = weights.value(cut: slice.head)
        let tail = weights.value(cut: slice.tail)
        let inner = slice.inner.map(weights.value).sorted(by: >)
        let first = fragments.count
        fragments.append(contentsOf: inner.prefix(most))
        stretches.append(Stretch(slice, head: head, tail: tail, inner: first..<fragments.count))
    }

    private init() {}

    /// The value of the best fragment of a stretch, its ends included.
    private func longest(_ i: Int) -> Int {
        let stretch = stretches[i]
        return max(stretch.head, stretch.tail, stretch.inner.isEmpty ? 0 : fragments[stretch.inner.lowerBound])
    }

    /// The same memory in about `size` times fewer stretches. Those with the best fragments stay alone, so that the joined ones differ little.
    /// - Complexity: O(*n* most).
    func joined(_ size: Int, most: Int) -> Stretches {
        var alone = Longest<Int>(stretches.count / (4 * size) + 1)
        for i in stretches.indices { alone.insert(longest(i)) }
        let limit = alone.sorted().last ?? 0
        var joined = Stretches()
        joined.fragments.reserveCapacity(fragments.count)
        var sweep = StretchSweep(capacity: most)
        var i = 0
        while i < stretches.count {
            var stretch = stretches[i]
            sweep.begin(stretch, fragments)
            var end = i + 1
            while longest(i) <= limit, end < stretches.count, end - i < size, longest(end) <= limit {
                sweep.append(stretches[end], fragments)
                end += 1
            }
            stretch.isJoined = end - i > 1
            stretch.end = stretches[end - 1].end
            stretch.head = sweep.hasReserved ? sweep.head : sweep.tail
            stretch.tail = sweep.hasReserved ? sweep.tail : 0
            stretch.hasReserved = sweep.hasReserved
            let first = joined.fragments.count
            joined.fragments.append(contentsOf: sweep.inner.descending)
            stretch.inner = first..<joined.fragments.count
            joined.stretches.append(stretch)
            i = end
        }
        return joined
    }
}
