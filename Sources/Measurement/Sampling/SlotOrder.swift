internal import SeededRandom

/// The order in which contenders are sampled.
///
/// A block is a permutation followed by its mirror image (ABBA for two): any drift that is linear within a block hits all contenders alike. The
/// permutations of successive blocks are the rows of a Latin square over a seeded shuffle, so that each contender also starts equally often and follows
/// each other one equally often: the state in which a neighbour leaves the caches averages out.
struct SlotOrder {
    private let shuffled: [Int]

    init(contenders: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var order = Array(0..<contenders)
        for i in order.indices.dropFirst() { order.swapAt(i, Int(random.below(UInt64(i + 1)))) }
        shuffled = order
    }

    /// The contenders' numbers in the order of block `block`; each appears twice.
    func block(_ block: Int) -> [Int] {
        let n = shuffled.count
        let row = Self.williamsRow(block % max(n, 1), of: n).map { shuffled[$0] }
        return row + row.reversed()
    }

    /// Row `r` of the Williams square of order `n`: r, r+1, r-1, r+2, r-2, ... modulo n. For even `n` each number follows each other exactly once over all
    /// rows (E. J. Williams, 1949); for odd `n` the mirrored halves do the same.
    private static func williamsRow(_ r: Int, of n: Int) -> [Int] {
        (0..<n).map { i in
            let step = (i + 1) / 2
            return ((r + (i % 2 == 1 ? step : -step)) % n + n) % n
        }
    }
}
