#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Blocks signals while a temporary file exists, so that no signal that can be caught leaves it behind.
enum HeldSignals {
    /// Runs `body`; signals that arrive meanwhile are delivered afterwards.
    ///
    /// The program's only other threads are those of Dispatch, which block all signals: none of them receives one in place of this thread.
    static func during<Result>(_ body: () throws -> Result) rethrows -> Result {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return try body()
    }
}
