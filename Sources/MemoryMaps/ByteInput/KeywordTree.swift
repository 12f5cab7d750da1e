/// The keywords as a tree of their bytes, node 0 being the root.
struct KeywordTree {
    private var children: [[UInt8: Int]] = [[:]]
    private(set) var keywordAt: [Int?] = [nil]

    var nodeCount: Int { children.count }

    mutating func insert(_ keyword: String, _ index: Int) {
        var node = 0
        for byte in keyword.utf8 {
            if let child = children[node][byte] {
                node = child
            } else {
                children.append([:])
                keywordAt.append(nil)
                children[node][byte] = children.count - 1
                node = children.count - 1
            }
        }
        keywordAt[node] = index
    }

    /// Fills in, breadth first, the transition for a byte that does not match: from the node of the longest suffix that is a prefix of another keyword.
    func transitions() -> [UInt16] {
        var table = [UInt16](repeating: 0, count: nodeCount * 256)
        var fallback = [Int](repeating: 0, count: nodeCount)
        var queue = [0]
        var head = 0
        while head < queue.count {
            let node = queue[head]
            head += 1
            if node != 0 {
                table.replaceSubrange(
                    node * 256..<node * 256 + 256, with: table[fallback[node] * 256..<fallback[node] * 256 + 256])
            }
            for (byte, child) in children[node] {
                fallback[child] = node == 0 ? 0 : Int(table[node * 256 + Int(byte)])
                table[node * 256 + Int(byte)] = UInt16(child)
                queue.append(child)
            }
        }
        return table
    }
}
