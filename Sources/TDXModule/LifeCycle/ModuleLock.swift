import Synchronization

/// The module's global lock: many sharers or one holder; an attempt to take it never waits.
struct ModuleLock: ~Copyable, Sendable {
    /// -1 held exclusively, else the number of sharers.
    private let holders = Atomic<Int>(0)

    /// Runs `body` alone; nil where the lock is held.
    borrowing func ifFree<Result: ~Copyable>(_ body: () -> Result) -> Result? {
        guard holders.compareExchange(expected: 0, desired: -1, ordering: .acquiring).exchanged else { return nil }
        defer { holders.store(0, ordering: .releasing) }
        return body()
    }

    /// Runs `body` beside other sharers; nil where the lock is held exclusively.
    borrowing func ifShareable<Result: ~Copyable>(_ body: () -> Result) -> Result? {
        var seen = holders.load(ordering: .relaxed)
        while true {
            guard seen >= 0 else { return nil }
            let (exchanged, original) = holders.weakCompareExchange(
                expected: seen, desired: seen + 1, ordering: .acquiring)
            if exchanged { break }
            seen = original
        }
        defer { holders.subtract(1, ordering: .releasing) }
        return body()
    }
}
