import PhysicalMemory

/// The nodes of a machine, numbered 0, 1, ... in ascending order, so that tables by node are arrays. O(1) a look-up, without hashing for usual numbers.
struct NodeNumbering {
    /// The nodes, ascending.
    let nodes: [NodeID]
    /// By node; -1: no such node.
    private let small: [Int32]
    private let large: [NodeID: Int]

    /// Node numbers below this are looked up in a table.
    private static let tableLimit: UInt32 = 1 << 16

    init(_ memory: [MemoryRegion]) {
        var seen = [Bool](repeating: false, count: 1024)
        var rest: Set<NodeID> = []
        for region in memory {
            let node = Int(region.node.rawValue)
            if node < seen.count { seen[node] = true } else { rest.insert(region.node) }
        }
        let nodes = seen.indices.lazy.filter { seen[$0] }.map { NodeID(UInt32($0)) } + rest.sorted()
        var small: [Int32] = []
        var large: [NodeID: Int] = [:]
        for (number, node) in nodes.enumerated() {
            guard node.rawValue < Self.tableLimit else {
                large[node] = number
                continue
            }
            while small.count <= Int(node.rawValue) { small.append(-1) }
            small[Int(node.rawValue)] = Int32(number)
        }
        self.nodes = nodes
        self.small = small
        self.large = large
    }

    /// The number of `node`; nil when the machine has no such node.
    func number(of node: NodeID) -> Int? {
        let raw = Int(node.rawValue)
        if raw < small.count { return small[raw] >= 0 ? Int(small[raw]) : nil }
        return large.isEmpty ? nil : large[node]
    }

    /// The number of the first node that is not below `node`, 0 when all are below: the start of a circular walk over the nodes.
    func firstNumber(from node: NodeID) -> Int {
        number(of: node) ?? nodes.firstIndex { $0 >= node } ?? 0
    }
}
