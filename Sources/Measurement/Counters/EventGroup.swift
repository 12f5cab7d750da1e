/// Counters that are read in one pass: at most four, with the anchor (cycles, instructions) in every hardware pass where the machine has counters enough, so that passes can be
/// compared with each other. More than four would be multiplexed by the kernel, which under-counts.
package enum EventGroup: String, CaseIterable, Sendable {
    /// Cycles, instructions and branches.
    case base
    /// The first-level data cache.
    case l1
    /// The last-level cache.
    case llc
    /// The data TLB.
    case dtlb
    /// The kernel's own counts.
    case software

    /// Names in the order counted.
    package var counters: [LogicalCounter] {
        switch self {
        case .base: [.cycles, .instructions, .branches, .branchMisses]
        case .l1: [.cycles, .instructions, .l1dLoads, .l1dMisses]
        case .llc: [.cycles, .instructions, .llcReferences, .llcMisses]
        case .dtlb: [.cycles, .instructions, .dtlbLoads, .dtlbMisses]
        case .software: [.taskClock, .pageFaults, .contextSwitches]
        }
    }

    /// The counters that every hardware pass repeats where the machine has counters enough.
    static let anchor: [LogicalCounter] = [.cycles, .instructions]
}
