public import PhysicalMemory

/// A memlist's index that many threads ask while others replace the list: a module update, memory hotplug.
///
/// Each call of a reader, single or batch, is answered from one whole list: the one that was current at some moment between the call and its return. So a
/// call that begins after `replace` has returned is answered from that list or a later one, and a reader never sees an older list after a newer one.
///
/// The members differ in the cost of a read, in who waits for whom, and in when the memory of a replaced list is freed. All but one wrap
/// any `RangeIndex`; only the one over `AutoIndex` is specialised ahead of time, and over others a call takes some nanoseconds more.
public protocol ConcurrentIndex: AnyObject, Sendable {
    /// The type through which one thread asks.
    associatedtype Reader: ConcurrentReader

    /// The technique's name in `bench`.
    static var name: String { get }

    /// - Throws: as `RangeIndex`.
    init(_ memlist: [MemoryRegion], predicate: CoverPredicate, queries: QueryKind) throws(RangeIndexError)

    /// Makes `memlist` the current list. Any number of threads may do that; the last to finish wins.
    /// - Throws: as `RangeIndex`; the current list then stays.
    func replace(with memlist: [MemoryRegion]) throws(RangeIndexError)

    /// Frees the replaced lists that no reader uses any more. `replace` does so too, after several replacements.
    func reclaim()

    /// A reader for the calling thread. It keeps the index alive.
    /// - Complexity: O(1), a lock and in some members 128 bytes; made once per thread and not per call.
    func makeReader() -> Reader

    /// Memory that the current list's index holds.
    var size: ByteCount { get }
}

extension ConcurrentIndex {
    public func reclaim() {}
}
