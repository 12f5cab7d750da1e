import PhysicalMemory

/// One list's index, never changed once it is there. A class, so that one word names it and its memory is counted.
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

extension Unmanaged {
    /// The index, without counting a reference: whoever calls knows that the version is not released meanwhile.
    @inline(__always)
    func withBase<Base: RangeIndex, Result>(_ body: (borrowing Base) -> Result) -> Result where Instance == ListVersion<Base> {
        _withUnsafeGuaranteedRef { body($0.base) }
    }
}
