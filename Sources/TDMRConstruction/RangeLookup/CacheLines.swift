package import PhysicalMemory

/// A fixed number of trivial elements that start at a cache line; the indexes keep their tables in it.
///
/// The family's unsafe memory is confined to this type. The elements are written once, before `init` returns, so threads may share them;
/// `withElements` keeps them alive while they are read.
package struct CacheLines<Element: BitwiseCopyable>: @unchecked Sendable {
    private let owner: LargeMemory
    private let first: UnsafeMutablePointer<Element>
    /// Elements.
    package let count: Int

    /// Room for `count` elements, which `initialize` has to write, all of them. In huge pages (`LargeMemory`) random reads avoid page walks, 5 to 15 % of a
    /// lookup at 64 MiB.
    package init(count: Int, initialize: (UnsafeMutableBufferPointer<Element>) throws -> Void) rethrows {
        owner = LargeMemory(byteCount: max(count, 1) * MemoryLayout<Element>.stride)
        first = owner.start.bindMemory(to: Element.self, capacity: count)
        self.count = count
        try initialize(UnsafeMutableBufferPointer(start: first, count: count))
    }

    /// A copy of `elements`.
    package init(_ elements: [Element]) {
        self.init(count: elements.count) { buffer in _ = buffer.initialize(from: elements) }
    }

    /// Memory of the elements, without what aligns them.
    package var size: ByteCount { ByteCount(of: Element.self, count: count) }

    /// The elements, without bounds checks. For reading while `body` runs.
    @inline(__always)
    package func withElements<Result>(_ body: (UnsafePointer<Element>) -> Result) -> Result {
        withExtendedLifetime(owner) { body(UnsafePointer(first)) }
    }
}
