public import PhysicalMemory
public import TDMRConstruction

/// The kernel's answer to MEM_GOING_ONLINE: inside an entry of the memory list that TDX started with, or no list at all.
public struct MemoryNotifier: Sendable {
    private let list: BinarySearch?

    /// - Parameter memory: the memory regions at start-up; empty after a failed one, when the kernel has freed the list.
    /// - Throws: `ConstructionError.unordered`.
    public init(memory: [MemoryRegion], predicate: CoverPredicate) throws {
        let memlist = try ArrayMemlistBuilder().build(memory, cmrs: []).entries
        list = memlist.isEmpty ? nil : try BinarySearch(memlist, predicate: predicate)
    }

    /// Whether `range` may go online. Offlining is never asked about. - Complexity: O(log n).
    public func mayGoOnline(_ range: PageRange) -> Bool { list?.covers(range) ?? true }
}
