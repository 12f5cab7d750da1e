import Guarded
import Measurement
import PhysicalMemory
import SeededRandom

/// Threads that each ask batches of their own of one contender. In an operation every thread asks `queriesPerOperation`; they begin together, and it ends with the
/// last of them.
final class SharedLookupWorkload: Workload {
    private let contender: any LookupContender
    private let team: ThreadTeam
    /// What each thread asks, touched by that thread alone while the team works.
    private let askers: [Guarded<Asker>]

    /// A thread's queries, and room for its answers.
    private struct Asker: Sendable {
        var warmUp: LookupWarmUp
        var queries: [PageRange] = []
        var answers: [UInt64] = []
        var fault: WrongAnswer?
        var checksum: UInt64 = 0
    }

    /// Throws where there are fewer processors than threads: they would take turns, which is no figure of the contender.
    init(threads: Int, asking makeContender: () throws -> any LookupContender) throws {
        guard threads <= ThreadTeam.processors else { throw NotApplicable(FewCPUs(threads: threads)) }
        let contender = try makeContender()
        self.contender = contender
        team = ThreadTeam(threads)
        askers = (0..<threads).map { _ in Guarded(Asker(warmUp: LookupWarmUp(contender))) }
    }

    /// Few enough that an operation of a slow member is still a sample.
    static let queriesPerOperation = 1 << 10

    func refresh(operations: Int, random: inout SeededRandom) {
        let count = operations * Self.queriesPerOperation
        let seed = random.next()
        team.run { [askers, contender] thread in
            askers[thread].withLock { asker in
                var random = SeededRandom(seed: seed &+ UInt64(thread))
                if asker.queries.count != count {
                    asker.queries = [PageRange](repeating: PageRange(0, 1), count: count)
                    asker.answers = [UInt64](repeating: 0, count: (max(count, LookupWarmUp.batch) + 63) / 64)
                }
                contender.refill(&asker.queries, random: &random)
                asker.warmUp.run(into: &asker.answers, random: &random)
            }
        }
    }

    func run(_ range: Range<Int>) -> UInt64 {
        let queries = range.lowerBound * Self.queriesPerOperation..<range.upperBound * Self.queriesPerOperation
        team.run { [askers, contender] thread in
            askers[thread].withLock { asker in
                let asked = asker.queries
                var span = asker.answers.mutableSpan
                contender.answer(asked.span.extracting(queries), into: &span)
                asker.checksum = asker.answers[..<(queries.count / 64)].reduce(0, &+)
            }
        }
        return askers.reduce(0) { sum, asker in sum &+ asker.withLock(\.checksum) }
    }

    /// First one thread, as in the other modes; then all threads at once.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        try contender.verify(within: budget)
        // A member that is too slow for one thread to compare all answers is said to be.
        if budget.untried != nil { return }
        team.run { [askers, contender] thread in
            askers[thread].withLock { asker in
                do throws(WrongAnswer) { try contender.verifyInBatch() } catch { asker.fault = error }
            }
        }
        for asker in askers {
            if let fault = asker.withLock(\.fault) { throw fault }
        }
    }

    var unitsPerOperation: Int { askers.count * Self.queriesPerOperation }
    var footprint: Footprint? { contender.footprint }
}
