public import PhysicalMemory

/// The kernel's shape: a linked list, each node an allocation of its own, walked from the lowest address until one node holds the query.
///
/// Costs one dependent load per entry passed, half the list for a hit and all of it for a miss; a cache miss for each once the list has outgrown
/// the cache and its nodes lie scattered. This is the reference that the others are compared with.
///
/// Counted per query: 89 instructions and 33 branches at 16 entries, 4,734 and 1,990 at 1,024; 1.5 of them mispredicted.
///
/// - Complexity: build O(n) and n allocations; lookup O(n).
public struct LinearList: RangeIndex, ChainedIndex {
    public static let name = "linear-list"

    private let nodes: Nodes

    public init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError) {
        nodes = Nodes(try OrderedMemlist(memlist, predicate: predicate))
    }

    @inline(__always)
    public func covers(_ query: PageRange) -> Bool {
        withExtendedLifetime(nodes) {
            var next = nodes.first
            while let node = next {
                if query.start >= node.pointee.pages.start && query.end <= node.pointee.pages.end { return true }
                next = node.pointee.next
            }
            return false
        }
    }

    public var size: ByteCount { UInt64(nodes.count) * Nodes.sizePerNode }
}

extension LinearList {
    fileprivate struct Node {
        var pages: PageRange
        var next: UnsafeMutablePointer<Node>?
    }

    /// Owns the nodes. They are not written after `init`, so threads may share them.
    fileprivate final class Nodes: @unchecked Sendable {
        /// A node with malloc's overhead: 8 bytes, rounded up to a multiple of 16.
        static let sizePerNode = ByteCount(UInt64(MemoryLayout<Node>.size) + 8).roundedUp(to: ByteCount(16))

        let first: UnsafeMutablePointer<Node>?
        let count: Int

        init(_ memlist: OrderedMemlist) {
            var first: UnsafeMutablePointer<Node>?
            var last: UnsafeMutablePointer<Node>?
            memlist.forEachRange { _, range in
                let node = UnsafeMutablePointer<Node>.allocate(capacity: 1)
                node.initialize(to: Node(pages: range, next: nil))
                if let last { last.pointee.next = node } else { first = node }
                last = node
            }
            self.first = first
            count = memlist.count
        }

        deinit {
            var next = first
            while let node = next {
                next = node.pointee.next
                node.deallocate()
            }
        }
    }
}
