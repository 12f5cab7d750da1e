/// What a TDMR keeps, while it grows stretch by stretch.
struct StretchSweep {
    private(set) var head = 0
    /// Value since the last reserved piece; of all, without one.
    private(set) var tail = 0
    private(set) var hasReserved = false
    private(set) var inner: LongestFragments

    /// - Parameter capacity: the fragments between reserved pieces that are looked at.
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

    /// Value of a TDMR of just these stretches when two fragments fewer than the capacity are kept: both its ends are kept whatever the areas.
    var value: Int { head + inner.sumWithoutLastTwo + tail }
    /// The most that any TDMR inside of these stretches can be worth that keeps as many fragments as the capacity.
    var mostInside: Int { inner.sum(with: head, tail) }
}
