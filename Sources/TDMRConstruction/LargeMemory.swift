import CLookupKernels

/// Uninitialised memory that starts at a cache line, freed with its last owner.
///
/// From 4 MiB up it is new, starts at a multiple of 2 MiB and lies in huge pages where the system grants them (Linux with transparent huge pages on `always` or
/// `madvise`): one page fault and one TLB entry instead of 512.
final class LargeMemory {
    /// The first byte.
    let start: UnsafeMutableRawPointer
    /// Bytes of a mapping of its own; 0 where the memory is the allocator's.
    private let mappedBytes: Int

    /// The size from which on the memory gets a mapping of its own.
    private static var large: Int { 4 << 20 }

    /// - Parameter byteCount: 1 or more.
    init(byteCount: Int) {
        if byteCount >= Self.large, let mapping = lookup_map(byteCount) {
            (start, mappedBytes) = (mapping, byteCount)
        } else {
            (start, mappedBytes) = (.allocate(byteCount: (byteCount + 63) & ~63, alignment: 64), 0)
        }
    }

    deinit {
        if mappedBytes > 0 { lookup_unmap(start, mappedBytes) } else { start.deallocate() }
    }
}
