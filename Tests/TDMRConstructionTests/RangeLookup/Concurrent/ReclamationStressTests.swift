import Foundation
import Dispatch
import Guarded
import PhysicalMemory
import Synchronization
import TDMRConstruction
import TestSupport
import Testing

/// What becomes of the memory of replaced lists. Under the thread sanitizer these also show that none is freed under a reader.
@Suite(.serialized) struct ReclamationStressTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let member: any ConcurrentIndex.Type
        var testDescription: String { member.name }
    }

    /// The members that go around another index.
    static let cases = ConcurrentIndexes.over(HeldIndex.self).filter { $0 != SequenceLockIndex.self }.map {
        Case(member: $0)
    }

    static var alive: Int { HeldIndex.alive.load(ordering: .relaxed) }

    /// Whether `count` indexes are left, at the latest when threads that have done their work have also dropped what they had.
    static func areLeft(_ count: Int) -> Bool {
        for _ in 0..<1000 where alive != count { usleep(1000) }
        return alive == count
    }

    @Test(arguments: cases)
    func `every list is freed, the last one with the index`(_ test: Case) throws {
        try replaceUnderLoad(test.member)
        #expect(Self.areLeft(0))
        #expect(HeldIndex.askedWhenFreed.exchange(0, ordering: .relaxed) == 0)
    }

    private func replaceUnderLoad<Member: ConcurrentIndex>(_ member: Member.Type) throws {
        let index = try Member(NumberedLists.list(0), predicate: .oneEntry, queries: .anyRange)
        let rounds = Atomic(0)
        let isDone = Atomic(false)
        let most = Atomic(0)
        onThreads(3) { thread in
            guard thread > 0 else {
                for number in 1..<NumberedLists.count {
                    while rounds.load(ordering: .relaxed) < number { yieldProcessor() }
                    try? index.replace(with: NumberedLists.list(number))
                    most.max(Self.alive, ordering: .relaxed)
                }
                isDone.store(true, ordering: .relaxed)
                return
            }
            let reader = index.makeReader()
            while !isDone.load(ordering: .relaxed) {
                for _ in 0..<8 { _ = reader.answers(to: NumberedLists.queries) }
                rounds.add(1, ordering: .relaxed)
            }
        }
        index.reclaim()
        #expect(Self.alive == 1)
        // One in force and one per reader; hazards let 15 wait, and only the epochs may let more.
        switch Member.name {
        case "epoch-snapshot": break
        case "hazard-snapshot": #expect(most.load(ordering: .relaxed) <= 3 + 15)
        default: #expect(most.load(ordering: .relaxed) <= 3)
        }
        try index.replace(with: [])
        index.reclaim()
        #expect(Self.alive == 1)
    }

    @Test(arguments: cases)
    func `a reader inside holds back what the member says, and no more`(_ test: Case) throws {
        try replaceAroundReader(test.member)
        #expect(Self.areLeft(0))
    }

    private func replaceAroundReader<Member: ConcurrentIndex>(_ member: Member.Type) throws {
        let index = try Member(NumberedLists.list(0), predicate: .oneEntry, queries: .anyRange)
        let replaced = Atomic(0)
        let alive = Atomic(0)
        let finished = Atomic(0)
        onThreads(3) { thread in
            switch thread {
            case 0: _ = index.makeReader().covers(HeldIndex.held)
            case 1:
                HeldIndex.inside.wait()
                HeldIndex.inside.signal()
                for number in 1...5 {
                    try? index.replace(with: NumberedLists.list(number))
                    replaced.add(1, ordering: .relaxed)
                }
            default:
                HeldIndex.inside.wait()
                HeldIndex.inside.signal()
                // Time for a writer that does not wait to finish.
                for _ in 0..<100 where replaced.load(ordering: .relaxed) < 5 { usleep(1000) }
                index.reclaim()
                finished.store(replaced.load(ordering: .relaxed), ordering: .relaxed)
                alive.store(Self.alive, ordering: .relaxed)
                HeldIndex.gate.signal()
            }
        }
        HeldIndex.inside.wait()
        index.reclaim()
        #expect(Self.alive == 1)
        let (lists, replacements) = (alive.load(ordering: .relaxed), finished.load(ordering: .relaxed))
        switch Member.name {
        case "counted-snapshot", "hazard-snapshot": #expect(replacements == 5 && lists == 2)
        case "epoch-snapshot": #expect(replacements == 5 && lists == 6)
        default: #expect(replacements == 0 && lists == 2, "a writer that waits has its first list ready")
        }
        #expect(index.makeReader().answers(to: NumberedLists.queries) == NumberedLists.answers[5])
    }
}
