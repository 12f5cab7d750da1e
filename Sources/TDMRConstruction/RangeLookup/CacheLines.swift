import CLookupKernels
package import PhysicalMemory

/// A fixed number of trivial elements that start at a cache line; the indexes keep their tables in it.
///
/// The family's unsafe memory is confined to this type. The elements are written once, before `init` returns, so threads may share them;
/// `withElements` keeps them alive while they are read.
package struct CacheLines<Element: BitwiseCopyable>: @unchecked Sendable {
    private let owner: Owner
    private let first: UnsafeMutablePointer<Element>
    /// Elements.
    package let count: Int

    /// Room for `count` elements, which `initialize` has to write, all of them.
    ///
    /// From 4 MiB up the memory is new and lies in huge pages where the system grants them (Linux with transparent huge pages on `always` or `madvise`):
    /// random reads then avoid page walks, 5 to 15 % of a lookup at 64 MiB.
    package init(count: Int, initialize: (UnsafeMutableBufferPointer<Element>) throws -> Void) rethrows {
        owner = Owner(byteCount: max(count, 1) * MemoryLayout<Element>.stride)
        first = owner.memory.bindMemory(to: Element.self, capacity: count)
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

    private final class Owner {
        let memory: UnsafeMutableRawPointer
        /// Bytes of a mapping of its own; 0 where the memory is the allocator's.
        private let mappedBytes: Int

        /// The size from which on the memory gets a mapping of its own.
        private static var large: Int { 4 << 20 }

        init(byteCount: Int) {
            if byteCount >= Self.large, let mapping = lookup_map(byteCount) {
                (memory, mappedBytes) = (mapping, byteCount)
            } else {
                (memory, mappedBytes) = (.allocate(byteCount: (byteCount + 63) & ~63, alignment: 64), 0)
            }
        }

        deinit {
            if mappedBytes > 0 { lookup_unmap(memory, mappedBytes) } else { memory.deallocate() }
        }
    }
}
