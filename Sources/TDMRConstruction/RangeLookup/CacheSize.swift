package import PhysicalMemory

/// Above how many bytes of table it pays to fetch ahead: what processors of servers have kept free in their caches for at least ten years. No answer depends on
/// them.
package enum CacheSize {
    /// The first-level data cache to be relied on.
    static let first = ByteCount.kib(32)
    /// The second-level cache to be relied on.
    package static let second = ByteCount.kib(256)
    /// The same of servers with AVX-512, from the first of them on.
    static let secondWithAVX512 = ByteCount.mib(1)
}
