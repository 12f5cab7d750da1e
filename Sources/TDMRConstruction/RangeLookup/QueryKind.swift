/// A caller's promise about its queries. A member that is correct only under a promise refuses to be built without it.
public enum QueryKind: String, CaseIterable, Sendable {
    /// Any two page frames, also empty and reversed ones.
    case anyRange = "any-range"
    /// Whole sections: both ends are multiples of 128 MiB and the range is not empty. The memory notifier's queries on x86-64 are of this kind.
    case memoryBlocks = "memory-blocks"
}
