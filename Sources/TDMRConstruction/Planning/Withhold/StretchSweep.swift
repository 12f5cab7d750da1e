/// The value of what a TDMR keeps while it grows stretch by stretch.
struct StretchSweep {
    private(set) var head = 0
    /// Value since the last reserved piece; of all memory when there is none.
    private(set) var tail = 0
    private(set) var hasReserved = false
    private(set) var inner: LongestFragments

    /// - Parameter capacity: how many of the best fragments between reserved pieces are counted.
    init(capacity: Int) { inner = LongestFragments(capacity: capacity) }

    mutating func begin(_ stretch: Stretches.Stretch, _ fragments: [Int]) {
        inner.removeAll()
        head = 0
        tail = 0
        hasReserved = false
        add(stretch, fragments)
    }

    mutating func append(_ stretch: Stretches.Stretch, _ fragments: [Int]) {
        if stretch.gapIsReserved { close() }
        add(stretch, fragments)
    }

    private mutating func add(_ stretch: Stretches.Stretch, _ fragments: [Int]) {
        tail += stretch.head
        guard stretch.hasReserved else { return }
        close()
        for fragment in stretch.inner where !inner.insert(fragments[fragment]) { break }
        tail = stretch.tail
    }

    private mutating func close() {
        if hasReserved {
            if tail > 0 { inner.insert(tail) }
        } else {
            head = tail
            hasReserved = true
        }
        tail = 0
    }

    /// Value of a TDMR of exactly these stretches that keeps two fragments fewer than the capacity, and both its ends, which cost no area.
    var value: Int { head + inner.sumWithoutLastTwo + tail }
    /// Upper bound on the value of any TDMR inside these stretches that keeps as many fragments as the capacity, its ends among them.
    var mostInside: Int { inner.sum(with: head, tail) }
}
