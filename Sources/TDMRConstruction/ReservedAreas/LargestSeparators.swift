/// The largest of a list of separators.
enum LargestSeparators {
    /// Keeps the `most` largest separators, in their order; of equal ones those that come first.
    /// - Returns: the pages of the smallest one kept; nil when none was removed or none is kept.
    /// - Complexity: expected O(*n*).
    @discardableResult
    static func keep(_ most: Int, of separators: inout [Separator]) -> Int? {
        guard separators.count > most else { return nil }
        guard most > 0 else {
            separators.removeAll(keepingCapacity: true)
            return nil
        }
        var lengths = separators.map(\.pages)
        let smallest = lengths.withUnsafeMutableBufferPointer { select(most - 1, &$0) }
        var equal = most - separators.reduce(0) { $0 + ($1.pages > smallest ? 1 : 0) }
        separators.removeAll { separator in
            if separator.pages == smallest, equal > 0 {
                equal -= 1
                return false
            }
            return separator.pages <= smallest
        }
        return smallest
    }

    /// The value at index `rank` in descending order: quickselect with a three-way partition, so that many equal values end it early.
    /// - Parameter values: more than `rank` of them. They are reordered.
    private static func select(_ rank: Int, _ values: inout UnsafeMutableBufferPointer<Int>) -> Int {
        var low = 0
        var high = values.count
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        while high - low > 1 {
            // A random pivot from a fixed seed: the work is reproducible, and no order of lengths in a real map is the worst case.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let pivot = values[low + Int((state >> 33) % UInt64(high - low))]
            var greater = low
            var lesser = high
            var i = low
            while i < lesser {
                if values[i] > pivot {
                    values.swapAt(i, greater)
                    greater += 1
                    i += 1
                } else if values[i] < pivot {
                    lesser -= 1
                    values.swapAt(i, lesser)
                } else {
                    i += 1
                }
            }
            if rank < greater { high = greater } else if rank >= lesser { low = lesser } else { return pivot }
        }
        return values[low]
    }
}
