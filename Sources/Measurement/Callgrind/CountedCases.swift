import CProbes
internal import SeededRandom

#if canImport(Glibc)
import Glibc

#elseif canImport(Musl)
import Musl

#endif

/// The part of `bench count` that runs under callgrind: performs the named cases, each between two requests.
package enum CountedCases {
    /// The first dump, of a workload that does nothing: the cost of measuring itself.
    static let emptyName = "empty"

    /// Counts each case in a copy of the process that has only made the group's input: the cost of an allocation depends on earlier ones, so
    /// a case's count would otherwise change with the cases before it.
    /// - Parameter dumps: the path given to callgrind; a case's dump is renamed to its number, because all copies write the same names.
    package static func run(_ names: [CaseName], of families: [Family], seed: UInt64, dumps: String) {
        probe_end_with_parent()
        InCopy.run {
            // On first use the dynamic linker binds the requests themselves.
            count(EmptyWorkload(), operations: 1, seed: seed, as: "first")
            count(EmptyWorkload(), operations: 1, seed: seed, as: emptyName)
        }
        keep(dumps, as: "empty")
        let wanted = Set(names)
        for (place, selected) in GateDemand.groups(wanted, of: families).enumerated() {
            InCopy.run {
                guard let opened = try? selected.group.open() else { return }
                for (number, contender) in selected.contenders.enumerated() {
                    let name = selected.family.caseName(contender.name, in: selected.group).description
                    InCopy.run {
                        guard let workload = try? opened.prepare(contender.name), workload.isTimed else { return }
                        let operations = selected.group.countedOperations
                        count(workload, operations: operations, seed: seed, as: name)
                        AllocatorFigures(counting: workload, operations: operations, seed: seed, name: name)?
                            .write(to: dumps)
                    }
                    keep(dumps, as: "\(place)-\(number)")
                }
            }
        }
    }

    /// Gives unique names to the dumps of the copy that ended.
    private static func keep(_ dumps: String, as label: String) {
        for part in 1...4 where rename("\(dumps).\(part)", "\(dumps)-\(label).\(part)") != 0 { break }
        rename(dumps + AllocatorFigures.suffix, "\(dumps)-\(label)\(AllocatorFigures.suffix)")
    }

    /// Counts `operations` operations after as many others for warming up: lazy initialisation, simulated caches, simulated predictors.
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
        func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {}
    }
}
