public import PhysicalMemory
public import TDMRConstruction

/// The kernel's answer to MEM_GOING_ONLINE: inside the memory list that TDX was initialised over. While there is no list everything may go online, as in Linux.
///
/// Offlining is never asked about.
public struct MemoryNotifier<Index: RangeIndex>: Sendable {
    private let predicate: CoverPredicate
    private let queries: QueryKind
    private var index: Index?
    /// Times that `answer` was asked.
    private(set) var lookups = 0

    /// A notifier without a list.
    /// - Parameter queries: `.memoryBlocks` where single blocks are asked for: what answers those best is slow on long ranges.
    init(_ predicate: CoverPredicate, queries: QueryKind) {
        self.predicate = predicate
        self.queries = queries
    }

    /// The notifier of a kernel that has initialised TDX over all of `memory`.
    /// - Parameters:
    ///   - memory: the memory regions at start-up; empty after a failed one, when the kernel has freed the list.
    ///   - predicate: when a range counts as inside the list.
    /// - Throws: `ConstructionError.unordered`.
    public init(memory: [MemoryRegion], predicate: CoverPredicate) throws {
        self.init(predicate, queries: .anyRange)
        watch(try ArrayMemlistBuilder().build(memory, cmrs: []).entries)
    }

    /// - Parameter memlist: ascending and disjoint; empty: no list.
    mutating func watch(_ memlist: [MemoryRegion]) {
        guard !memlist.isEmpty else { return index = nil }
        do {
            index = try Index(memlist, predicate: predicate, queries: queries)
        } catch {
            // A memory map is in order when it is read or made, and memory blocks are walked in order.
            preconditionFailure("\(error)")
        }
    }

    /// Whether `range` may go online.
    /// - Precondition: `range` is whole memory blocks and not empty, if that was said.
    /// - Complexity: as `Index` says.
    @inline(__always)
    public func mayGoOnline(_ range: PageRange) -> Bool { index?.covers(range) ?? true }

    /// The same, counted in `lookups`.
    @inline(__always)
    mutating func answer(_ range: PageRange) -> Bool {
        lookups &+= 1
        return mayGoOnline(range)
    }
}
