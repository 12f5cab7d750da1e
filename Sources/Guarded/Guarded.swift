/// A value that one thread at a time can access.
///
/// Like `Synchronization.Mutex`, but on a lock of the C library, whose calls the thread sanitizer follows. It cannot follow `Mutex` into a library
/// that is not instrumented, and reports races where that lock was contended.
package final class Guarded<Value: Sendable>: @unchecked Sendable {
    // Unchecked, and sound: `value` is touched only between a successful lock and its unlock, and lives as long as `self`.
    private let lock = ThreadMutex()
    private var value: Value

    /// Puts `value` behind a lock of its own.
    package init(_ value: Value) { self.value = value }

    /// Runs `body` with the value, after waiting for other threads that use it.
    /// - Precondition: `body` does not lock the same value again: that would deadlock.
    package func withLock<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }

    /// Runs `body` with the value if no other thread uses it; otherwise returns nil without waiting.
    package func withLockIfAvailable<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result)
        throws(Failure) -> Result?
    {
        guard lock.lockIfAvailable() else { return nil }
        defer { lock.unlock() }
        return try body(&value)
    }
}
