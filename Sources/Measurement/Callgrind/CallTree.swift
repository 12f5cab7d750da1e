/// Functions below their callers, with the instructions executed in each.
package struct CallTree: Hashable, Sendable {
    /// As the symbol table names it; empty at the root.
    package var name: String
    /// Instructions of its own, without those of what it calls.
    package var own: UInt64
    /// The functions that it calls, by name.
    package private(set) var children: [CallTree]

    /// A tree without calls.
    package init(name: String = "", own: UInt64 = 0) {
        self.name = name
        self.own = own
        children = []
    }

    /// - Parameter contexts: instructions by function and callers, the innermost first, as callgrind's `--separate-callers` writes them:
    ///   `inner'outer`; numbers between apostrophes are depths of recursion.
    init(_ contexts: [String: UInt64]) {
        self.init()
        for (context, own) in contexts.sorted(by: { $0.key < $1.key }) where own > 0 {
            let names = context.split(separator: "'").filter { !$0.allSatisfy(\.isNumber) }
            add(own, at: names.reversed())
        }
        sort()
    }

    private mutating func add(_ own: UInt64, at path: some Collection<Substring>) {
        guard let first = path.first else {
            self.own += own
            return
        }
        let place =
            children.firstIndex { $0.name == first }
            ?? {
                children.append(CallTree(name: String(first)))
                return children.count - 1
            }()
        children[place].add(own, at: path.dropFirst())
    }

    private mutating func sort() {
        children.sort { $0.name < $1.name }
        for place in children.indices { children[place].sort() }
    }

    /// Instructions of the function and all it calls.
    package var total: UInt64 { children.reduce(own) { $0 + $1.total } }

    /// How many calls deep the tree is.
    package var depth: Int { 1 + (children.map(\.depth).max() ?? 0) }

    /// The tree without the chain of functions above it that each call only one other.
    package var trimmed: CallTree {
        var tree = self
        while tree.own == 0, tree.children.count == 1, !tree.children[0].children.isEmpty { tree = tree.children[0] }
        return tree
    }
}
