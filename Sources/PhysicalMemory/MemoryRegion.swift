/// A run of page frames on one node: a memblock region, a memlist entry, a hotplug window.
@frozen
public struct MemoryRegion: Hashable, Sendable {
    /// The page frames of the region.
    public var pages: PageRange
    /// The NUMA node the memory belongs to.
    public var node: NodeID

    @inlinable public init(pages: PageRange, node: NodeID) {
        self.pages = pages
        self.node = node
    }

    /// The first frame.
    @inlinable public var start: PageFrame { pages.start }
    /// One past the last frame.
    @inlinable public var end: PageFrame { pages.end }
}

extension MemoryRegion: CustomStringConvertible {
    public var description: String { "\(pages) node \(node)" }
}
