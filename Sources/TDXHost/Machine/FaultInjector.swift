import Guarded
public import TDXModule

/// Makes chosen SEAMCALLs fail and records all of them, in series of the same leaf on the same LP. Safe under threads.
public final class FaultInjector: SEAMCALLTarget {
    /// Calls of one leaf on one LP without another call between.
    public struct Series: Hashable, Sendable {
        /// The leaf of all calls.
        public var leaf: SEAMCALLLeaf
        /// The LP of all calls.
        public var processor: LogicalProcessorID
        /// Those of the first call.
        public var registers: SEAMCALLRegisters
        /// The number of calls.
        public var calls: Int
    }

    private let target: any SEAMCALLTarget
    private let faults: [SEAMCALLFault]
    /// Told of each call before it is made.
    private let observer: (@Sendable (_ number: Int, SEAMCALLLeaf) -> Void)?
    private let state = Guarded(State())

    private struct State {
        var calls = 0
        var callsByLeaf: [SEAMCALLLeaf: Int] = [:]
        var series: [Series] = []
    }

    /// Makes the calls that `faults` name fail, and passes all others on to `target`.
    public init(
        _ target: any SEAMCALLTarget, faults: [SEAMCALLFault] = [],
        observer: (@Sendable (_ number: Int, SEAMCALLLeaf) -> Void)? = nil
    ) {
        self.target = target
        self.faults = faults
        self.observer = observer
    }

    public func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID)
        -> SEAMCALLOutcome
    {
        let (number, fault) = state.withLock { state -> (Int, SEAMCALLFault?) in
            let number = state.calls
            let numberOfLeaf = state.callsByLeaf[leaf, default: 0]
            state.calls += 1
            state.callsByLeaf[leaf] = numberOfLeaf + 1
            if let last = state.series.last, last.leaf == leaf, last.processor == lp {
                state.series[state.series.count - 1].calls += 1
            } else {
                state.series.append(Series(leaf: leaf, processor: lp, registers: registers, calls: 1))
            }
            return (
                number,
                faults.first { $0.leaf == nil ? $0.strikes(number) : $0.leaf == leaf && $0.strikes(numberOfLeaf) }
            )
        }
        observer?(number, leaf)
        return fault?.outcome ?? target.seamcall(leaf, registers, on: lp)
    }

    /// All calls so far.
    public var calls: Int { state.withLock { $0.calls } }
    /// Calls of `leaf` so far, failed ones included.
    public func calls(of leaf: SEAMCALLLeaf) -> Int { state.withLock { $0.callsByLeaf[leaf, default: 0] } }
    /// All calls so far, in order.
    public var series: [Series] { state.withLock { $0.series } }
}
