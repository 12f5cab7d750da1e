/// A run of page frames on one node: a memblock region, a memlist entry, a hotplug window.
@frozen
public struct MemoryRegion: Hashable, Sendable {
    public var pages: PageRange
    public var node: NodeID

    @inlinable public init(pages: PageRange, node: NodeID) {
        self.pages = pages
        self.node = node
    }

    @inlinable public var start: PageFrame { pages.start }
    @inlinable public var end: PageFrame { pages.end }
}

extension MemoryRegion: CustomStringConvertible {
    public var description: String { "\(pages) node \(node)" }
}
