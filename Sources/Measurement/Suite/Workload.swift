package import SeededRandom

/// One algorithm on one dataset in one mode, ready to be verified and timed.
///
/// A workload is made by its contender (untimed: parse, build, allocate there) and then driven by the sampler:
///
///     verify(random:within:)                   once; a wrong answer ends the run with exit code 3 before anything is timed
///     refresh(operations: w + n, random:)      untimed, before every sample, from a stream that no other sample or contender sees
///     run(0 ..< w)                             untimed: reloads the caches, which other contenders have evicted
///     run(w ..< w + n)                         timed
///
/// Conform with a `final class` that is generic over the algorithm, so that the loop inside `run` is specialised: no existential, no class instance and
/// no array copy inside the loop. Read what the loop needs into locals (or unsafe buffers) first. `run` is called through one dynamic dispatch per
/// batch of at least 100 us.
package protocol Workload: AnyObject {
    /// Makes the inputs of the operations `0 ..< operations`. The default does nothing: right only where an operation has no input of its own (a build
    /// of the same list again).
    func refresh(operations: Int, random: inout SeededRandom)

    /// Performs the operations of `range` (always inside what was refreshed last) and returns a value that depends on every answer.
    func run(_ range: Range<Int>) -> UInt64

    /// Compares this algorithm's answers with the family's oracle, on at least all special cases of the dataset. Long comparisons are divided into rounds,
    /// of which `budget` limits the number (`VerifyingBudget.rounds`): a slow algorithm must not cost the run more than its share.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer)

    /// Units of work in one operation, for figures per unit: 1 for a query, the number of regions for a build. Default 1.
    var unitsPerOperation: Int { get }

    /// The structure's memory; nil (the default) where that is meaningless.
    var footprint: Footprint? { get }

    /// Figures that are not measured times: counts, sizes, predictions. Default none.
    var metrics: [Metric] { get }

    /// The time of the operation that making or verifying this workload performed; nil (the default): none was. It spares the sampler a trial operation.
    var firstOperation: Duration? { get }

    /// False for a workload that has only `metrics`: it is verified, never timed, and `run` is not called. Default true.
    var isTimed: Bool { get }
}

extension Workload {
    package func refresh(operations: Int, random: inout SeededRandom) {}
    package var unitsPerOperation: Int { 1 }
    package var footprint: Footprint? { nil }
    package var metrics: [Metric] { [] }
    package var firstOperation: Duration? { nil }
    package var isTimed: Bool { true }
}
