/// Above how many bytes of table it pays to fetch ahead: what processors of servers have kept free in their caches for at least ten years. No answer depends on
/// them.
package enum CacheSize {
    static let first = 32 << 10
    /// Bytes of the second-level cache to be relied on.
    package static let second = 256 << 10
}
