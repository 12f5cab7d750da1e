#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The C library's mutual exclusion, for state that `Guarded` cannot hold: a thread that finds it taken sleeps.
public final class ThreadMutex: @unchecked Sendable {
    // Unchecked, and sound: the C library allows every call from every thread, and the memory lives as long as `self`.
    private let handle: UnsafeMutablePointer<pthread_mutex_t>

    /// An unlocked mutex.
    public init() {
        handle = .allocate(capacity: 1)
        handle.initialize(to: pthread_mutex_t())
        let status = pthread_mutex_init(handle, nil)
        precondition(status == 0, "a lock of the default kind needs nothing that could run out")
    }

    deinit {
        pthread_mutex_destroy(handle)
        handle.deallocate()
    }

    /// - Precondition: this thread does not hold it.
    public func lock() { pthread_mutex_lock(handle) }
    /// Takes it if no thread has it; whether it did.
    public func lockIfAvailable() -> Bool { pthread_mutex_trylock(handle) == 0 }
    /// Gives the mutex back. - Precondition: the calling thread holds it.
    public func unlock() { pthread_mutex_unlock(handle) }

    /// Runs `body` while the calling thread holds the mutex.
    public func withLock<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        lock()
        defer { unlock() }
        return try body()
    }
}

/// The C library's reader-writer lock: any number of readers or one writer.
///
/// With glibc a waiting writer goes before readers that come after it, as in the kernel's semaphores: its default lets a steady stream of readers keep a
/// writer out for ever.
public final class ThreadReadWriteLock: @unchecked Sendable {
    // As above.
    private let handle: UnsafeMutablePointer<pthread_rwlock_t>

    /// An unlocked lock.
    public init() {
        handle = .allocate(capacity: 1)
        handle.initialize(to: pthread_rwlock_t())
        #if canImport(Glibc)
        var attributes = pthread_rwlockattr_t()
        pthread_rwlockattr_init(&attributes)
        pthread_rwlockattr_setkind_np(&attributes, Int32(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP))
        let status = pthread_rwlock_init(handle, &attributes)
        pthread_rwlockattr_destroy(&attributes)
        #else
        let status = pthread_rwlock_init(handle, nil)
        #endif
        precondition(status == 0, "a lock of this kind needs nothing that could run out")
    }

    deinit {
        pthread_rwlock_destroy(handle)
        handle.deallocate()
    }

    /// - Precondition: this thread does not hold it, not even for reading.
    public func lockForReading() { pthread_rwlock_rdlock(handle) }
    /// - Precondition: this thread does not hold it.
    public func lockForWriting() { pthread_rwlock_wrlock(handle) }
    /// Gives the lock back, whichever way it was taken. - Precondition: the calling thread holds it.
    public func unlock() { pthread_rwlock_unlock(handle) }
}

/// Lets another thread have the processor.
public func yieldProcessor() { sched_yield() }
