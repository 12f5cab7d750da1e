#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A value that one thread at a time can touch.
///
/// Like `Synchronization.Mutex`, but on a lock of the C library, whose calls the thread sanitizer follows. It cannot follow `Mutex` into a library
/// that is not instrumented, and reports races where that lock was contended.
public final class Guarded<Value: Sendable>: @unchecked Sendable {
    // Unchecked, and sound: `value` is touched only between a successful lock and its unlock, and both live as long as `self`.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    public init(_ value: Value) {
        self.value = value
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        let status = pthread_mutex_init(lock, nil)
        precondition(status == 0, "a lock of the default kind needs nothing that could run out")
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// Runs `body` with the value, after every other thread that is at it.
    /// - Precondition: `body` does not come back to the same value: that would wait for ever.
    public func withLock<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value)
    }

    /// Runs `body` with the value if no other thread is at it; nil otherwise, at once.
    public func withLockIfAvailable<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure) -> Result? {
        guard pthread_mutex_trylock(lock) == 0 else { return nil }
        defer { pthread_mutex_unlock(lock) }
        return try body(&value)
    }
}
