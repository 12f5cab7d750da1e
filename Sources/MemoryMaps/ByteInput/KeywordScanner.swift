/// Finds which of a few keywords stands next in a text, in one pass over its bytes (Aho, Corasick: "Efficient string matching", CACM 1975).
///
/// No keyword may end with another one.
package struct KeywordScanner: Sendable {
    /// The state after `state` and a byte: element `state * 256 + byte`.
    private let transitions: [UInt16]
    /// The keyword that ends in a state.
    private let keywordAt: [Int?]

    /// A scanner for these words, none of them empty. - Complexity: O(bytes of all words).
    package init(_ keywords: [String]) {
        var tree = KeywordTree()
        for (index, keyword) in keywords.enumerated() { tree.insert(keyword, index) }
        precondition(tree.nodeCount <= 1 << 16, "too many keywords for two bytes of state")
        transitions = tree.transitions()
        keywordAt = tree.keywordAt
    }

    /// A search under way in one text.
    package struct Search {
        /// Where the search goes on: just after the last match.
        package fileprivate(set) var position = 0
        fileprivate var state: UInt16 = 0

        package init() {}
    }

    /// The next keyword's index; `search.position` is then just after it. nil at the end of the text.
    /// - Complexity: O(bytes passed over), whatever the keywords.
    package func next(in text: Span<UInt8>, _ search: inout Search) -> Int? {
        transitions.withUnsafeBufferPointer { transitions in
            text.withUnsafeBufferPointer { bytes in
                while search.position < bytes.count {
                    search.state = transitions[Int(search.state) << 8 | Int(bytes[search.position])]
                    search.position += 1
                    if let found = keywordAt[Int(search.state)] { return found }
                }
                return nil
            }
        }
    }
}

/// The keywords as a tree of their bytes, node 0 being the root.
private struct KeywordTree {
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

    /// Fills in, breadth first, where to go on when a byte does not fit: at the node of the longest ending that begins another keyword.
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
