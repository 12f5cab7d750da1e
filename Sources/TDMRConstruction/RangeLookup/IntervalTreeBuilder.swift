import PhysicalMemory

/// Insertion into a red-black tree that keeps the highest end of every subtree (Cormen, Leiserson, Rivest, Stein: "Introduction to Algorithms", chapters
/// 13 and 14).
struct IntervalTreeBuilder {
    typealias Node = IntervalTree.Node

    private(set) var nodes: [Node]
    private(set) var root = 0

    init(capacity: Int) {
        nodes = []
        nodes.reserveCapacity(capacity + 1)
        nodes.append(Node(start: 0, end: 0, highestEnd: 0))
    }

    /// - Complexity: O(log n).
    mutating func insert(_ range: PageRange) {
        let (start, end) = (range.start.rawValue, range.end.rawValue)
        var (parent, next) = (0, root)
        while next != 0 {
            parent = next
            nodes[next].highestEnd = max(nodes[next].highestEnd, end)
            next = Int(start < nodes[next].start ? nodes[next].left : nodes[next].right)
        }
        let new = nodes.count
        nodes.append(Node(start: start, end: end, highestEnd: end, parent: UInt32(parent), isRed: true))
        if parent == 0 {
            root = new
        } else if start < nodes[parent].start {
            nodes[parent].left = UInt32(new)
        } else {
            nodes[parent].right = UInt32(new)
        }
        repaint(from: new)
    }

    /// Restores the colours where the inserted red node may have a red parent.
    private mutating func repaint(from inserted: Int) {
        var node = inserted
        while nodes[parent(node)].isRed {
            // A red parent is never the root, so there is a grandparent.
            let top = parent(parent(node))
            let isLeft = Int(nodes[top].left) == parent(node)
            let uncle = Int(isLeft ? nodes[top].right : nodes[top].left)
            if nodes[uncle].isRed {
                nodes[parent(node)].isRed = false
                nodes[uncle].isRed = false
                nodes[top].isRed = true
                node = top
                continue
            }
            let isInner = node == Int(isLeft ? nodes[parent(node)].right : nodes[parent(node)].left)
            if isInner {
                node = parent(node)
                rotate(node, left: isLeft)
            }
            nodes[parent(node)].isRed = false
            nodes[top].isRed = true
            rotate(top, left: !isLeft)
        }
        nodes[root].isRed = false
    }

    /// Rotates: the child on the other side takes the place of `node`, which becomes that child's left (or right) child.
    private mutating func rotate(_ node: Int, left: Bool) {
        let child = Int(left ? nodes[node].right : nodes[node].left)
        let inner = Int(left ? nodes[child].left : nodes[child].right)
        let above = parent(node)
        if left {
            nodes[node].right = UInt32(inner)
            nodes[child].left = UInt32(node)
        } else {
            nodes[node].left = UInt32(inner)
            nodes[child].right = UInt32(node)
        }
        if inner != 0 { nodes[inner].parent = UInt32(node) }
        nodes[child].parent = UInt32(above)
        nodes[node].parent = UInt32(child)
        if above == 0 {
            root = child
        } else if Int(nodes[above].left) == node {
            nodes[above].left = UInt32(child)
        } else {
            nodes[above].right = UInt32(child)
        }
        nodes[child].highestEnd = nodes[node].highestEnd
        nodes[node].highestEnd = max(nodes[node].end, highestEnd(nodes[node].left), highestEnd(nodes[node].right))
    }

    private func parent(_ node: Int) -> Int { Int(nodes[node].parent) }
    /// The sentinel of empty links holds 0, the lowest possible end.
    private func highestEnd(_ node: UInt32) -> UInt64 { nodes[Int(node)].highestEnd }
}

extension IntervalTreeBuilder {
    /// Whether every rule of the tree holds: order, colours, equal black height, highest ends. For tests.
    var isValid: Bool { blackHeight(root) != nil && !nodes[root].isRed }

    /// The black height of a valid subtree.
    private func blackHeight(_ node: Int) -> Int? {
        guard node != 0 else { return 1 }
        let (left, right) = (Int(nodes[node].left), Int(nodes[node].right))
        let isOrdered =
            (left == 0 || nodes[left].start <= nodes[node].start)
            && (right == 0 || nodes[right].start >= nodes[node].start)
        let hasRedPair = nodes[node].isRed && (nodes[left].isRed || nodes[right].isRed)
        let highest = max(nodes[node].end, nodes[left].highestEnd, nodes[right].highestEnd)
        guard isOrdered, !hasRedPair, nodes[node].highestEnd == highest,
            let leftHeight = blackHeight(left), let rightHeight = blackHeight(right), leftHeight == rightHeight
        else { return nil }
        return leftHeight + (nodes[node].isRed ? 0 : 1)
    }
}
