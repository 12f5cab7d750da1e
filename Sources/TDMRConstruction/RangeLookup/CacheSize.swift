package import PhysicalMemory

/// Table sizes above which prefetching pays: cache sizes that server processors have had for at least ten years. Answers do not depend on
/// them.
package enum CacheSize {
    /// The first-level data cache to be relied on.
    static let first = ByteCount.kib(32)
    /// The second-level cache to be relied on.
    package static let second = ByteCount.kib(256)
    /// The same of servers with AVX-512, from the first of them on.
    static let secondWithAVX512 = ByteCount.mib(1)
}
