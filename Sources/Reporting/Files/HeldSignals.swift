#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Keeps signals waiting while a temporary file is about, so that none that can be caught leaves it behind.
enum HeldSignals {
    /// Runs `body`, and lets the signals that came meanwhile do their work afterwards.
    ///
    /// The threads of Dispatch, the only others that this program has, hold all signals all the time: none of them takes one in this thread's place.
    static func during<Result>(_ body: () throws -> Result) rethrows -> Result {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return try body()
    }
}
