/// A counter shared with a placer that was handed away. Used by one thread.
public final class AllocationCount: @unchecked Sendable {
    public internal(set) var successes = 0
}
