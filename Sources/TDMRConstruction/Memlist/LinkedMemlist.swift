public import PhysicalMemory
import TDXModule

/// The memlist as the kernel keeps it: a doubly linked list whose nodes are allocated one by one.
public final class LinkedMemlist: Memlist {
    public static var name: String { "linked-list" }

    /// A list node: the kernel's `list_head` followed by what it links.
    struct Node {
        var next: UnsafeMutablePointer<Node>?
        var previous: UnsafeMutablePointer<Node>?
        var region: MemoryRegion
    }

    // The nodes belong to this object alone, never change once `build` has returned, and are freed with it: sharing them between threads is safe.
    nonisolated(unsafe) private var first: UnsafeMutablePointer<Node>?
    nonisolated(unsafe) private var last: UnsafeMutablePointer<Node>?
    nonisolated(unsafe) public private(set) var count = 0

    init() {}

    deinit {
        var node = first
        while let current = node {
            node = current.pointee.next
            current.deallocate()
        }
    }

    func append(_ region: MemoryRegion) {
        let node = UnsafeMutablePointer<Node>.allocate(capacity: 1)
        node.initialize(to: Node(next: nil, previous: last, region: region))
        if let last { last.pointee.next = node } else { first = node }
        last = node
        count += 1
    }

    public var entries: [MemoryRegion] {
        var entries: [MemoryRegion] = []
        entries.reserveCapacity(count)
        for region in self { entries.append(region) }
        return entries
    }

    /// The nodes alone; the allocator's own bytes per node come on top.
    public var size: ByteCount { ByteCount(of: Node.self, count: count) }
}

/// The walk from node to node.
extension LinkedMemlist: Sequence {
    /// Walks the list from its first entry. - Complexity: O(1) a step.
    public struct Iterator: IteratorProtocol {
        fileprivate var node: UnsafeMutablePointer<Node>?
        /// Keeps the nodes alive.
        fileprivate let list: LinkedMemlist

        public mutating func next() -> MemoryRegion? {
            guard let current = node else { return nil }
            node = current.pointee.next
            return current.pointee.region
        }
    }

    public func makeIterator() -> Iterator { Iterator(node: first, list: self) }
    /// The number of entries. - Complexity: O(1).
    public var underestimatedCount: Int { count }
}
