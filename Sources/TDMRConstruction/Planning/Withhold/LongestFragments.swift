/// The longest fragments inserted so far, at most `capacity`.
struct LongestFragments {
    /// Descending.
    private var kept: [Int] = []
    private let capacity: Int
    private(set) var sum = 0

    init(capacity: Int) {
        self.capacity = max(0, capacity)
        kept.reserveCapacity(min(self.capacity, 64) + 1)
    }

    mutating func removeAll() {
        kept.removeAll(keepingCapacity: true)
        sum = 0
    }

    /// - Returns: whether the fragment is kept.
    /// - Complexity: O(1) for a fragment that is not kept, else O(capacity).
    @discardableResult
    mutating func insert(_ pages: Int) -> Bool {
        if kept.count < capacity {
            kept.append(pages)
            sum += pages
        } else {
            guard capacity > 0, pages > kept[capacity - 1] else { return false }
            sum += pages - kept[capacity - 1]
            kept[capacity - 1] = pages
        }
        var i = kept.count - 1
        while i > 0, kept[i - 1] < pages {
            kept[i] = kept[i - 1]
            i -= 1
        }
        kept[i] = pages
        return true
    }

    /// The sum as it would be with two more fragments inserted.
    func sum(with a: Int, _ b: Int) -> Int {
        let (high, low) = (max(a, b), min(a, b))
        switch capacity - kept.count {
        case 0:
            return sum + (capacity > 0 ? max(0, high - kept[capacity - 1]) : 0)
                + (capacity > 1 ? max(0, low - kept[capacity - 2]) : 0)
        case 1: return sum + high + (capacity > 1 ? max(0, low - kept[capacity - 2]) : 0)
        default: return sum + high + low
        }
    }

    /// The sum as it would be with a capacity smaller by two.
    var sumWithoutLastTwo: Int {
        var sum = sum
        for i in max(0, capacity - 2)..<max(kept.count, max(0, capacity - 2)) { sum -= kept[i] }
        return sum
    }

    /// All fragments kept, the longest first.
    var descending: [Int] { kept }
}
