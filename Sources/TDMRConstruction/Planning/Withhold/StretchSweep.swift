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
