import PhysicalMemory

/// Builds the indexes of a member's lists.
struct IndexBuilder<Base: RangeIndex>: Sendable {
    let predicate: CoverPredicate
    let queries: QueryKind

    /// The list's index, owned by the caller. Built before any lock is taken: that is most of the work of a replacement.
    func build(_ memlist: [MemoryRegion]) throws(RangeIndexError) -> Unmanaged<ListVersion<Base>> {
        .passRetained(ListVersion(try Base(memlist, predicate: predicate, queries: queries)))
    }
}
