import Guarded
import PhysicalMemory
import Synchronization
import TestSupport
import Testing

@testable import TDMRConstruction

/// Real threads that ask while others replace the list. Run under the thread sanitizer these also show that nothing is shared without order.
@Suite(.serialized) struct ConcurrentIndexStressTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let make: @Sendable () throws -> any ConcurrentIndex
        var testDescription: String { name }

        init(_ member: any ConcurrentIndex.Type) {
            name = member.name
            make = { try member.init(NumberedLists.list(0), predicate: .oneEntry, queries: .anyRange) }
        }

        init(_ name: String, _ make: @escaping @Sendable ([MemoryRegion]) throws -> any ConcurrentIndex) {
            self.name = name
            self.make = { try make(NumberedLists.list(0)) }
        }
    }

    /// The registry, and where readers have slots, those that pay for their barrier themselves.
    static let cases =
        ConcurrentIndexes.all.map { Case($0) } + [
            Case("reader-locks, symmetric") {
                try ReaderLocksIndex<AutoIndex>(
                    $0, predicate: .oneEntry, queries: .anyRange, slots: ReaderSlots(isAsymmetric: false))
            },
            Case("hazard-snapshot, symmetric") {
                try HazardSnapshotIndex<AutoIndex>(
                    $0, predicate: .oneEntry, queries: .anyRange, slots: ReaderSlots(isAsymmetric: false))
            },
            Case("epoch-snapshot, symmetric") {
                try EpochSnapshotIndex<AutoIndex>(
                    $0, predicate: .oneEntry, queries: .anyRange, slots: ReaderSlots(isAsymmetric: false))
            },
            Case("grace-period, symmetric") {
                try GracePeriodIndex<AutoIndex>(
                    $0, predicate: .oneEntry, queries: .anyRange, slots: ReaderSlots(isAsymmetric: false))
            },
        ]

    @Test(arguments: cases)
    func `every answer is of one list, never of an older one than before`(_ test: Case) throws {
        let faults = Guarded<Set<String>>([])
        follow(try test.make(), readers: 3, faults)
        #expect(faults.withLock { $0 } == [])
    }

    /// One thread replaces list by list, the others ask.
    private func follow(_ index: some ConcurrentIndex, readers: Int, _ faults: Guarded<Set<String>>) {
        let begun = Atomic(0)
        let published = Atomic(0)
        let rounds = Atomic(0)
        onThreads(1 + readers) { thread in
            guard thread > 0 else {
                for number in 1..<NumberedLists.count {
                    // Readers are under way all the time, however few processors there are.
                    while rounds.load(ordering: .relaxed) < number { yieldProcessor() }
                    begun.store(number, ordering: .relaxed)
                    do { try index.replace(with: NumberedLists.list(number)) } catch {
                        faults.withLock { _ = $0.insert("\(error)") }
                    }
                    published.store(number, ordering: .releasing)
                }
                return
            }
            func complain(_ what: String) { faults.withLock { _ = $0.insert(what) } }
            var reader = index.makeReader()
            var last = 0
            while true {
                let least = published.load(ordering: .acquiring)
                if let number = NumberedLists.number(reader.answers(to: NumberedLists.queries)) {
                    if number < least { complain("a list older than one that was in force before the call") }
                    if number < last { complain("an older list after a newer one") }
                    if number > begun.load(ordering: .relaxed) { complain("a list that was not there yet") }
                    last = number
                } else {
                    complain("answers of no list")
                }
                if !reader.covers(NumberedLists.page(from: max(last, least))) {
                    complain("a single answer from an older list")
                }
                if reader.covers(NumberedLists.page(from: NumberedLists.count)) { complain("an answer of no list") }
                let round = rounds.add(1, ordering: .relaxed).newValue
                // Readers come and go.
                if round % 16 == 0 { reader = index.makeReader() }
                if least == NumberedLists.count - 1 { break }
            }
        }
    }

    @Test(arguments: cases)
    func `writers that meet leave one of their lists in force`(_ test: Case) throws {
        let faults = Guarded<Set<String>>([])
        let last = contend(try test.make(), faults)
        #expect(faults.withLock { $0 } == [])
        #expect([NumberedLists.count - 2, NumberedLists.count - 1].contains(last))
    }

    /// Two threads replace, one with the even lists and one with the odd ones, and two ask; the number of the list that is left.
    private func contend(_ index: some ConcurrentIndex, _ faults: Guarded<Set<String>>) -> Int? {
        let writing = Atomic(2)
        onThreads(4) { thread in
            if thread < 2 {
                for number in stride(from: thread, to: NumberedLists.count, by: 2) {
                    do { try index.replace(with: NumberedLists.list(number)) } catch {
                        faults.withLock { _ = $0.insert("\(error)") }
                    }
                }
                writing.subtract(1, ordering: .relaxed)
            } else {
                let reader = index.makeReader()
                while writing.load(ordering: .relaxed) > 0 {
                    if NumberedLists.number(reader.answers(to: NumberedLists.queries)) == nil {
                        faults.withLock { _ = $0.insert("answers of no list") }
                    }
                }
            }
        }
        return NumberedLists.number(index.makeReader().answers(to: NumberedLists.queries))
    }
}
