/// A counter shared with a placer that was handed away. Used by one thread.
package final class AllocationCount: @unchecked Sendable {
    package internal(set) var successes = 0
}
