import PhysicalMemory

/// One list's index, never changed once it is there. A class, so that one word names it and its memory is counted.
///
/// Readers get the version and not its base: that would be copied for each call, 300 bytes for `AutoIndex`.
final class ListVersion<Base: RangeIndex>: Sendable {
    let base: Base

    init(_ base: Base) { self.base = base }
}

/// How a member builds its lists' indexes.
struct IndexRecipe<Base: RangeIndex>: Sendable {
    let predicate: CoverPredicate
    let queries: QueryKind

    /// The list's index, owned by whoever asked for it. Built before any lock is taken: that is most of the work of a replacement.
    func build(_ memlist: [MemoryRegion]) throws(RangeIndexError) -> Unmanaged<ListVersion<Base>> {
        .passRetained(ListVersion(try Base(memlist, predicate: predicate, queries: queries)))
    }
}
