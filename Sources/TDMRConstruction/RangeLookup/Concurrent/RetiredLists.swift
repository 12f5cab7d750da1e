import PhysicalMemory

/// Lists that were replaced and are not freed yet, each with a mark that says who may still be at it.
///
/// To find out who is, a writer has to put a barrier into every processor, which takes longer than to build a short list. So it looks after many short
/// ones together, and after each long one at once.
struct RetiredLists<Base: RangeIndex>: @unchecked Sendable {
    // Unchecked, and sound: `ListVersion` is Sendable, and these are references to some that are owned.
    private var lists: [(version: Unmanaged<ListVersion<Base>>, mark: UInt)] = []
    private var newSize = ByteCount.zero
    private var newLists = 0

    /// What may come before somebody looks.
    static var listLimit: Int { 16 }
    static var sizeLimit: ByteCount { .kib(64) }

    var isEmpty: Bool { lists.isEmpty }
    /// Whether enough came since `free` to look again.
    var isWorthFreeing: Bool { newLists >= Self.listLimit || newSize >= Self.sizeLimit }

    mutating func add(_ version: Unmanaged<ListVersion<Base>>, mark: UInt) {
        lists.append((version, mark))
        newLists += 1
        newSize += version._withUnsafeGuaranteedRef { $0.base.size }
    }

    /// Frees the lists that no reader can still be using.
    mutating func free(where isFree: (_ mark: UInt) -> Bool) {
        lists.removeAll { list in
            guard isFree(list.mark) else { return false }
            list.version.release()
            return true
        }
        (newLists, newSize) = (0, .zero)
    }
}
