/// A condition that makes the figures of this machine uncertain, named so that it can be changed.
package enum NoiseSource: Hashable, Sendable {
    /// The program is not optimised.
    case debugBuild
    /// Load average of the last minute, before this run added its own.
    case load(Double, logicalProcessors: Int)
    /// Percent of the last 10 s in which some task waited for a CPU.
    case cpuPressure(Double)
    /// Share of the run's CPU time that the hypervisor gave to others.
    case steal(Double)
    /// A clock that follows the load.
    case governor(String)
    /// Another thread may run on the same core.
    case simultaneousMultithreading
    /// Other guests may run on the same processor.
    case virtualMachine(String)
    /// The process may move between CPUs; the reason is given.
    case notPinned(Recorded<ProcessIsolation.PinningFault>)
    /// Addresses differ from run to run; the reason is given.
    case movingAddresses(Recorded<ProcessIsolation.AddressFault>)
    /// Share of the samples that are severe outliers.
    case severeOutliers(Double)

    /// Whether a baseline taken under this condition is useless. The others only widen the intervals.
    package var isSerious: Bool {
        switch self {
        case .debugBuild: true
        case .load(let load, let processors): load > 0.5 * Double(processors)
        case .cpuPressure(let percent): percent > 20
        case .steal(let share): share > 0.02
        case .severeOutliers(let share): share > 0.1
        case .governor, .simultaneousMultithreading, .virtualMachine, .notPinned, .movingAddresses: false
        }
    }

    /// The noise known before anything has run.
    package static func before(_ environment: Environment) -> [NoiseSource] {
        var sources: [NoiseSource] = []
        let (processor, conditions) = (environment.processor, environment.conditions)
        if environment.build.mode != "release" { sources.append(.debugBuild) }
        if let load = conditions.load.first, load > 0.3 {
            sources.append(.load(load, logicalProcessors: processor.logicalProcessors))
        }
        if let pressure = conditions.cpuPressure, pressure > 2 { sources.append(.cpuPressure(pressure)) }
        if let governor = processor.governor, governor != "performance" { sources.append(.governor(governor)) }
        if processor.simultaneousMultithreading == true { sources.append(.simultaneousMultithreading) }
        if let hypervisor = processor.hypervisor { sources.append(.virtualMachine(hypervisor)) }
        if conditions.pinnedCPU == nil { sources.append(.notPinned(conditions.pinningNote ?? .fact(.notAskedFor))) }
        if !conditions.fixedAddresses {
            sources.append(.movingAddresses(conditions.addressNote ?? .fact(.notAskedFor)))
        }
        return sources
    }

    /// The noise found while the cases ran.
    package static func after(_ cases: some Sequence<CaseResult>, stealShare: Double?) -> [NoiseSource] {
        var sources: [NoiseSource] = []
        if let stealShare, stealShare > 0.005 { sources.append(.steal(stealShare)) }
        var (severe, samples) = (0, 0)
        for row in cases {
            severe += row.outliers.severe
            samples += row.samples.count
        }
        if samples > 0, Double(severe) / Double(samples) > 0.02 {
            sources.append(.severeOutliers(Double(severe) / Double(samples)))
        }
        return sources
    }
}

extension NoiseSource: CustomStringConvertible {
    package var description: String {
        func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
        return switch self {
        case .debugBuild: "this is a debug build: its times mean nothing"
        case .load(let load, let processors): "load average \(load) on \(processors) CPUs: other programs are running"
        case .cpuPressure(let value): "tasks waited for a CPU during \(value) % of the last 10 s (/proc/pressure/cpu)"
        case .steal(let share): "the hypervisor gave \(percent(share)) of the CPU time to other machines (steal)"
        case .governor(let name):
            "the frequency governor is '\(name)': the clock follows the load ('performance' would not)"
        case .simultaneousMultithreading: "cores run two threads: a sibling's work changes the times (SMT)"
        case .virtualMachine(let name):
            "a virtual machine (\(name)): its neighbours change the times and cannot be observed"
        case .notPinned(let reason): "not pinned to a CPU: \(reason)"
        case .movingAddresses(let reason): "addresses change from run to run (ASLR): \(reason)"
        case .severeOutliers(let share): "\(percent(share)) of the samples are severe outliers"
        }
    }
}
