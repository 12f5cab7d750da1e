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
        /// Where the search continues: just after the last match.
        package fileprivate(set) var position = 0
        fileprivate var state: UInt16 = 0

        package init() {}
    }

    /// The next keyword's index; `search.position` is then just after it. nil at the end of the text.
    /// - Complexity: O(bytes passed over), for any keywords.
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
