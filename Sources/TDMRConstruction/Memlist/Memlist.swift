public import PhysicalMemory

/// The list of all memory that TDX may use, in one of its shapes. TDMRs are made from it, and the memory notifier looks ranges up in it.
///
/// Entries ascend and are disjoint; two entries that touch differ in node, or were apart in memblock.
public protocol Memlist: Sendable {
    /// The shape's name in `bench`: `linked-list`, `array`, `columns`.
    static var name: String { get }

    /// Number of entries.
    var count: Int { get }

    /// The entries as an array. The oracle's view; O(n).
    var entries: [MemoryRegion] { get }

    /// Memory that the list holds.
    var size: ByteCount { get }
}
