/// Finds numbers that add up to a given sum.
enum ExactSum {
    /// Indices of numbers that add up to `sum`, large ones preferred; nil when there are none, or none is found within `SearchBudget.fillSteps` steps.
    /// - Parameter numbers: positive, descending.
    /// - Complexity: O(*n* + steps).
    static func indices(of numbers: [Int], adding sum: Int) -> [Int]? {
        // Equal numbers are one kind: only the number taken of a kind matters.
        var kinds: [(number: Int, first: Int, count: Int)] = []
        for (i, number) in numbers.enumerated() {
            if kinds.last?.number == number { kinds[kinds.count - 1].count += 1 } else { kinds.append((number, i, 1)) }
        }
        var rest = [Int](repeating: 0, count: kinds.count + 1)
        for i in kinds.indices.reversed() { rest[i] = rest[i + 1] + kinds[i].number * kinds[i].count }
        var taken = [Int](repeating: 0, count: kinds.count)
        var steps = 0
        func search(_ kind: Int, _ left: Int) -> Bool {
            steps += 1
            if left == 0 { return true }
            guard steps <= SearchBudget.fillSteps, kind < kinds.count, rest[kind] >= left else { return false }
            var count = min(kinds[kind].count, left / kinds[kind].number)
            while count >= 0 {
                taken[kind] = count
                if search(kind + 1, left - count * kinds[kind].number) { return true }
                count -= 1
            }
            taken[kind] = 0
            return false
        }
        guard sum > 0, search(0, sum) else { return nil }
        return kinds.indices.flatMap { kind in (0..<taken[kind]).map { kinds[kind].first + $0 } }
    }
}
