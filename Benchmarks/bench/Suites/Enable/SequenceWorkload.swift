import Measurement
import MemoryMaps
import SeededRandom
import TDMRConstruction
import TDXHost

/// Starts the kernel's sequence on a fresh machine again and again.
final class SequenceWorkload: Workload {
    private let map: HostMemoryMap

    init(_ map: HostMemoryMap) { self.map = map }

    private func start() -> (machine: EmulatedMachine, kernel: HostKernel) {
        let machine = EmulatedMachine(map)
        let kernel = HostKernel(
            on: machine, profile: .v7_3, planner: LinuxPlanner(.plain, placer: nil), reads: .basic, log: RecordingLog())
        // A failure shows in the status, which `verify` checks.
        try? kernel.start()
        return (machine, kernel)
    }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range { total &+= UInt64(start().machine.seamcalls.calls) }
        return total
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let (machine, kernel) = start()
        guard kernel.status == .initialized, machine.module.isEveryTDMRInitialized, machine.violations.isEmpty else {
            throw WrongAnswer(AnswerFault.startUp(kernel.status, violations: machine.violations.count))
        }
    }

    var unitsPerOperation: Int { start().machine.seamcalls.calls }
}
