import PhysicalMemory

/// Replaced lists that are not freed yet, each with a mark that tells which readers may still use it.
///
/// To find out, a writer executes a barrier on every processor, which takes longer than building a short list. So short lists are checked
/// many at a time, and a long list at once.
struct RetiredLists<Base: RangeIndex>: @unchecked Sendable {
    // Unchecked, and sound: `ListVersion` is Sendable, and these are owned references to it.
    private var lists: [(version: Unmanaged<ListVersion<Base>>, mark: UInt)] = []
    private var newSize = ByteCount.zero
    private var newLists = 0

    /// Lists retired before the next check.
    static var listLimit: Int { 16 }
    static var sizeLimit: ByteCount { .kib(64) }

    var isEmpty: Bool { lists.isEmpty }
    /// Whether enough lists were retired since `free` to check again.
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
