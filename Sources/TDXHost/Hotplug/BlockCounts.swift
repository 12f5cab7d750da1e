import PhysicalMemory

/// Numbers of memory blocks, one for each node.
struct BlockCounts {
    /// By node number, up to the highest node that had a block.
    private var counts: [Int] = []

    /// Blocks on `node`.
    subscript(node: NodeID) -> Int {
        let place = Int(node.rawValue)
        return place < counts.count ? counts[place] : 0
    }

    /// Counts `blocks` more on `node`.
    mutating func add(_ blocks: Int, on node: NodeID) {
        let place = Int(node.rawValue)
        while counts.count <= place { counts.append(0) }
        counts[place] += blocks
    }

    /// Counts `blocks` less on `node`, which has as many.
    mutating func remove(_ blocks: Int, on node: NodeID) { add(-blocks, on: node) }
}
