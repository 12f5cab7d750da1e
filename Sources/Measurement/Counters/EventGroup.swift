/// Counters that are read in one pass: at most four, and with the anchor (cycles, instructions) in every hardware pass, so that passes can be held against each
/// other. More than four would be multiplexed by the kernel, which under-counts.
package enum EventGroup: String, CaseIterable, Sendable {
    /// Cycles, instructions and branches.
    case base
    /// The first-level data cache.
    case l1
    /// The last-level cache.
    case llc
    /// The data TLB.
    case dtlb
    /// What the kernel counts.
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

    /// What every hardware pass counts again.
    static let anchor: [LogicalCounter] = [.cycles, .instructions]
}
