#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The C library's mutual exclusion, for state that `Guarded` cannot hold: a thread that finds it taken sleeps.
package final class ThreadMutex: @unchecked Sendable {
    // Unchecked, and sound: the C library allows every call from every thread, and the memory lives as long as `self`.
    private let handle: UnsafeMutablePointer<pthread_mutex_t>

    /// An unlocked mutex.
    package init() {
        handle = .allocate(capacity: 1)
        handle.initialize(to: pthread_mutex_t())
        let status = pthread_mutex_init(handle, nil)
        precondition(status == 0, "a default mutex needs no resource that can run out")
    }

    deinit {
        pthread_mutex_destroy(handle)
        handle.deallocate()
    }

    /// - Precondition: this thread does not hold it.
    package func lock() { pthread_mutex_lock(handle) }
    /// Takes it if no thread has it. Returns whether it did.
    package func lockIfAvailable() -> Bool { pthread_mutex_trylock(handle) == 0 }
    /// Releases the mutex. - Precondition: the calling thread holds it.
    package func unlock() { pthread_mutex_unlock(handle) }

    /// Runs `body` while the calling thread holds the mutex.
    package func withLock<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        lock()
        defer { unlock() }
        return try body()
    }
}
