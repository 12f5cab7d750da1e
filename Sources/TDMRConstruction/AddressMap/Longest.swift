/// The longest of many elements, found in one pass. It may hold some more elements than requested. Of equal lengths the earlier element counts as longer.
struct Longest<Element> {
    private let most: Int
    private var kept: [(length: Int, index: Int, element: Element)] = []
    private var count = 0
    /// The length that an element must exceed to be among the longest.
    private var bar = Int.min

    /// - Parameter most: how many are requested, at least 0.
    init(_ most: Int) { self.most = most }

    /// - Complexity: O(log *m*) amortised for *m* requested, O(1) when the element is not among the longest so far.
    mutating func insert(_ element: Element, length: Int) {
        guard length > bar else { return }
        kept.append((length, count, element))
        count += 1
        guard kept.count - 64 >= 2 * most else { return }
        prune()
        bar = kept.last?.length ?? .max
    }

    /// The longest elements, longest first: as many as requested, or all when there are fewer.
    /// - Complexity: O(*m* log *m*).
    mutating func sorted() -> [Element] {
        prune()
        return kept.map(\.element)
    }

    /// The longest and some more, in no particular order.
    var elements: [Element] { kept.map(\.element) }

    private mutating func prune() {
        kept.sort { ($0.length, $1.index) > ($1.length, $0.index) }
        if kept.count > most { kept.removeSubrange(most...) }
    }
}

extension Longest<Int> {
    mutating func insert(_ length: Int) { insert(length, length: length) }
}
