/// What can be counted, whatever the processor calls it.
public enum LogicalCounter: String, CaseIterable, Codable, Sendable {
    case cycles
    case instructions
    case branches
    case branchMisses = "branch-misses"
    case l1dLoads = "l1d-loads"
    case l1dMisses = "l1d-misses"
    case llcReferences = "llc-references"
    case llcMisses = "llc-misses"
    case dtlbLoads = "dtlb-loads"
    case dtlbMisses = "dtlb-misses"
    /// Nanoseconds of CPU time.
    case taskClock = "task-clock"
    case pageFaults = "page-faults"
    case contextSwitches = "context-switches"

    /// Counters that the kernel keeps and that need no PMU.
    public var isSoftware: Bool { EventGroup.software.counters.contains(self) }
}

/// Counters that are read in one pass: at most four, and with the anchor (cycles, instructions) in every hardware pass, so that passes can be held against each
/// other. More than four would be multiplexed by the kernel, which under-counts.
public enum EventGroup: String, CaseIterable, Sendable {
    case base
    case l1
    case llc
    case dtlb
    case software

    /// Names in the order counted.
    public var counters: [LogicalCounter] {
        switch self {
        case .base: [.cycles, .instructions, .branches, .branchMisses]
        case .l1: [.cycles, .instructions, .l1dLoads, .l1dMisses]
        case .llc: [.cycles, .instructions, .llcReferences, .llcMisses]
        case .dtlb: [.cycles, .instructions, .dtlbLoads, .dtlbMisses]
        case .software: [.taskClock, .pageFaults, .contextSwitches]
        }
    }

    /// What every hardware pass counts again.
    static let anchor: [LogicalCounter] = [.cycles, .instructions]
}
