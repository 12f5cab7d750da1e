import PhysicalMemory

/// Writes the leaves, then one level above the other until a single node is left.
struct SPlusTreeBuilder {
    let nodes: CacheLines<UInt64>
    let leaves: CacheLines<UInt64>
    /// Where each level of `nodes` begins, in nodes, the root's level first. Empty if there is a single leaf.
    let levels: CacheLines<UInt32>

    init(_ memlist: OrderedMemlist) {
        let leafCount = Self.leafCount(entries: memlist.count)
        leaves = CacheLines(count: leafCount * 8) { Self.fill($0, memlist) }

        let widths = Self.widths(over: leafCount)
        var starts: [UInt32] = []
        var total = 0
        for width in widths {
            starts.append(UInt32(total))
            total += width
        }
        levels = CacheLines(starts)
        nodes = CacheLines(count: total * SPlusTree.keys) { [leaves] nodes in
            leaves.withElements { Self.fill(nodes, widths, starts, leaves: $0, leafCount) }
        }
    }

    static func leafCount(entries: Int) -> Int {
        max((entries + SPlusTree.leafCapacity - 1) / SPlusTree.leafCapacity, 1)
    }

    /// The number of nodes on each level, from the root down.
    static func widths(over leafCount: Int) -> [Int] {
        var widths: [Int] = []
        var width = leafCount
        while width > 1 {
            width = (width + SPlusTree.keys) / (SPlusTree.keys + 1)
            widths.insert(width, at: 0)
        }
        return widths
    }

    private static func fill(_ leaves: UnsafeMutableBufferPointer<UInt64>, _ memlist: OrderedMemlist) {
        memlist.forEachRange { index, range in
            let lane = index / SPlusTree.leafCapacity * 8 + index % SPlusTree.leafCapacity
            leaves.initializeElement(at: lane, to: range.start.rawValue ^ SPlusTree.sign)
            leaves.initializeElement(at: lane + SPlusTree.leafCapacity, to: range.end.rawValue ^ SPlusTree.sign)
        }
        for index in memlist.count..<leaves.count / 2 {
            let lane = index / SPlusTree.leafCapacity * 8 + index % SPlusTree.leafCapacity
            leaves.initializeElement(at: lane, to: SPlusTree.unused)
            leaves.initializeElement(at: lane + SPlusTree.leafCapacity, to: 0)
        }
    }

    /// Key `k` of a node is the lowest start under its child `k + 1`: the first start of the leaf that is leftmost there.
    private static func fill(
        _ nodes: UnsafeMutableBufferPointer<UInt64>, _ widths: [Int], _ starts: [UInt32], leaves: UnsafePointer<UInt64>,
        _ leafCount: Int
    ) {
        var leavesPerChild = 1
        for level in widths.indices.reversed() {
            for node in 0..<widths[level] {
                for key in 0..<SPlusTree.keys {
                    let leaf = ((SPlusTree.keys + 1) * node + key + 1) * leavesPerChild
                    nodes.initializeElement(
                        at: SPlusTree.keys * (Int(starts[level]) + node) + key,
                        to: leaf < leafCount ? leaves[8 * leaf] : SPlusTree.unused)
                }
            }
            leavesPerChild *= SPlusTree.keys + 1
        }
    }
}
