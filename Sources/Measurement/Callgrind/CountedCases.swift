import CProbes
import SeededRandom

/// The part of `bench count` that runs under callgrind: performs the named cases, each between two requests.
public enum CountedCases {
    /// The dump that is taken first, of a workload that does nothing: the cost of the measuring itself.
    static let emptyName = "empty"

    /// - Throws: whatever a group's input throws.
    public static func run(_ names: Set<CaseName>, of families: [Family], seed: UInt64) throws {
        // The first time, the requests themselves are bound by the dynamic linker.
        count(EmptyWorkload(), operations: 1, seed: seed, as: "first")
        count(EmptyWorkload(), operations: 1, seed: seed, as: emptyName)
        for family in families {
            for group in family.groups {
                let wanted = group.contenders.filter { names.contains(family.caseName($0.name, in: group)) }
                if wanted.isEmpty { continue }
                let opened = try group.open()
                for contender in wanted {
                    guard let workload = try? opened.prepare(contender.name), workload.isTimed else { continue }
                    count(workload, operations: group.countedOperations, seed: seed, as: family.caseName(contender.name, in: group).description)
                }
            }
        }
    }

    /// Counts `operations` operations after as many others have warmed everything: lazy initialisation, simulated caches, simulated predictors.
    private static func count(_ workload: any Workload, operations: Int, seed: UInt64, as name: String) {
        var random = SeededRandom(seed: seed)
        workload.refresh(operations: 2 * operations, random: &random)
        probe_callgrind_start()
        probe_consume(workload.run(0..<operations))
        probe_callgrind_zero()
        probe_consume(workload.run(operations..<2 * operations))
        probe_callgrind_dump(name)
        probe_callgrind_stop()
    }

    private final class EmptyWorkload: Workload {
        func run(_ range: Range<Int>) -> UInt64 { UInt64(range.count) }
        func verify(random: inout SeededRandom) throws(WrongAnswer) {}
    }
}
