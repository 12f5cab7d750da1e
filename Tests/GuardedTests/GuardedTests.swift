import Guarded
import Synchronization
import TestSupport
import Testing

@Suite struct GuardedTests {
    private struct Refused: Error {}

    @Test func `no update of several threads is lost`() {
        let sum = Guarded(0)
        onThreads(4) { _ in
            for _ in 0..<500 {
                sum.withLock { sum in
                    let before = sum
                    yieldProcessor()
                    sum = before + 1
                }
            }
        }
        #expect(sum.withLock { $0 } == 2000)
    }

    @Test func `a value that another thread is at is not waited for where that is not wanted`() {
        let value = Guarded(1)
        let isHeld = Atomic(false)
        let isTried = Atomic(false)
        let answers = Guarded<[Int?]>([])
        onThreads(2) { thread in
            if thread == 0 {
                value.withLock { value in
                    isHeld.store(true, ordering: .releasing)
                    while !isTried.load(ordering: .acquiring) { yieldProcessor() }
                    value = 2
                }
            } else {
                while !isHeld.load(ordering: .acquiring) { yieldProcessor() }
                let answer = value.withLockIfAvailable { $0 }
                isTried.store(true, ordering: .releasing)
                answers.withLock { $0.append(answer) }
            }
        }
        #expect(answers.withLock { $0 } == [nil])
        #expect(value.withLockIfAvailable { $0 } == 2)
    }

    @Test func `an error lets go of the value and keeps what was done to it`() {
        let value = Guarded([1])
        #expect(throws: Refused.self) {
            try value.withLock { value throws(Refused) in
                value.append(2)
                throw Refused()
            }
        }
        #expect(throws: Refused.self) { try value.withLockIfAvailable { _ throws(Refused) in throw Refused() } }
        #expect(value.withLockIfAvailable { $0 } == [1, 2])
        let mutex = ThreadMutex()
        #expect(throws: Refused.self) { try mutex.withLock { () throws(Refused) in throw Refused() } }
        #expect(mutex.lockIfAvailable())
        mutex.unlock()
    }

    /// Two numbers that are equal but while they are written.
    private final class Pair: @unchecked Sendable {
        // Unchecked: whether the lock keeps threads apart is what is tried.
        var first = 0
        var second = 0
    }

    @Test func `readers never see half of what a writer does, nor do writers`() {
        let lock = ThreadReadWriteLock()
        let pair = Pair()
        let torn = Atomic(0)
        onThreads(4) { thread in
            for _ in 0..<500 {
                if thread < 2 {
                    lock.lockForWriting()
                    pair.first += 1
                    yieldProcessor()
                    pair.second += 1
                } else {
                    lock.lockForReading()
                    let first = pair.first
                    yieldProcessor()
                    if first != pair.second { torn.add(1, ordering: .relaxed) }
                }
                lock.unlock()
            }
        }
        #expect(torn.load(ordering: .relaxed) == 0)
        #expect(pair.first == 1000 && pair.second == 1000)
    }

    @Test func `readers hold the lock at once`() {
        let lock = ThreadReadWriteLock()
        let inside = Atomic(0)
        let met = Atomic(0)
        // Each waits inside for the other one, up to a point: a lock for one at a time would never let both be there.
        onThreads(2) { _ in
            lock.lockForReading()
            inside.add(1, ordering: .acquiringAndReleasing)
            for _ in 0..<1_000_000 where inside.load(ordering: .acquiring) < 2 { yieldProcessor() }
            if inside.load(ordering: .acquiring) == 2 { met.add(1, ordering: .relaxed) }
            // Nobody leaves before both have looked.
            for _ in 0..<1_000_000 where met.load(ordering: .acquiring) < 2 { yieldProcessor() }
            inside.subtract(1, ordering: .acquiringAndReleasing)
            lock.unlock()
        }
        #expect(met.load(ordering: .relaxed) == 2)
    }
}
