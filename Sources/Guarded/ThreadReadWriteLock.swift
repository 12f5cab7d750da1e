#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The C library's reader-writer lock: any number of readers or one writer.
///
/// With glibc a waiting writer goes before readers that come after it, as in the kernel's semaphores: its default lets a steady stream of readers keep a
/// writer out for ever.
package final class ThreadReadWriteLock: @unchecked Sendable {
    // As above.
    private let handle: UnsafeMutablePointer<pthread_rwlock_t>

    /// An unlocked lock.
    package init() {
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
        precondition(status == 0, "a reader-writer lock needs no resource that can run out")
    }

    deinit {
        pthread_rwlock_destroy(handle)
        handle.deallocate()
    }

    /// - Precondition: this thread does not hold it, not even for reading.
    package func lockForReading() { pthread_rwlock_rdlock(handle) }
    /// - Precondition: this thread does not hold it.
    package func lockForWriting() { pthread_rwlock_wrlock(handle) }
    /// Releases the lock, whether taken for reading or writing. - Precondition: the calling thread holds it.
    package func unlock() { pthread_rwlock_unlock(handle) }
}
