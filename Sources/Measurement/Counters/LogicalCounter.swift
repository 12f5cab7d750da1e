/// An event that can be counted, independent of the processor's name for it.
package enum LogicalCounter: String, CaseIterable, Codable, Sendable {
    /// Core cycles.
    case cycles
    /// Instructions retired.
    case instructions
    /// Branches retired.
    case branches
    /// Branches mispredicted.
    case branchMisses = "branch-misses"
    /// Loads that look into the first-level data cache.
    case l1dLoads = "l1d-loads"
    /// Loads that the first-level data cache does not hold.
    case l1dMisses = "l1d-misses"
    /// Accesses to the last-level cache.
    case llcReferences = "llc-references"
    /// Accesses that the last-level cache does not hold.
    case llcMisses = "llc-misses"
    /// Loads that look into the data TLB.
    case dtlbLoads = "dtlb-loads"
    /// Loads that the data TLB does not hold.
    case dtlbMisses = "dtlb-misses"
    /// Nanoseconds of CPU time.
    case taskClock = "task-clock"
    /// Page faults.
    case pageFaults = "page-faults"
    /// Context switches.
    case contextSwitches = "context-switches"

    /// Counters that the kernel keeps and that need no PMU.
    var isSoftware: Bool { EventGroup.software.counters.contains(self) }
}
