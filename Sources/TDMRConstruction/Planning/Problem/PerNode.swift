import PhysicalMemory

/// A value for each node, found without hashing: runs come by the million, and mostly one node's in a row.
struct PerNode<Value> {
    /// Ascending.
    private(set) var nodes: [NodeID] = []
    /// As `nodes`.
    private(set) var values: [Value] = []
    private var last = 0

    /// Changes a node's value in place.
    /// - Parameter initial: what a node begins with.
    /// - Complexity: O(1) for the node of the call before, else O(log *n*) for *n* nodes; O(*n*) for a new one.
    mutating func update(_ node: NodeID, from initial: @autoclosure () -> Value, _ body: (inout Value) -> Void) {
        if !nodes.indices.contains(last) || nodes[last] != node {
            last = lowerBound(node)
            if last == nodes.count || nodes[last] != node {
                nodes.insert(node, at: last)
                values.insert(initial(), at: last)
            }
        }
        body(&values[last])
    }

    /// A node's value; nil when it has none.
    /// - Complexity: O(log *n*).
    subscript(node: NodeID) -> Value? {
        let i = lowerBound(node)
        return i < nodes.count && nodes[i] == node ? values[i] : nil
    }

    private func lowerBound(_ node: NodeID) -> Int {
        var low = 0
        var high = nodes.count
        while low < high {
            let middle = (low + high) / 2
            if nodes[middle] < node { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
