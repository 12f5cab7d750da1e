import PhysicalMemory
import TDXModule

/// Granules that become one TDMR, or several when they are cut.
struct KernelStretch {
    /// Granule numbers, `end` excluded.
    var start: UInt64
    var end: UInt64
    var node: NodeID
    /// Reserved areas in pages, ascending, no two touching.
    var areas: [PageRange] = []
    /// Where the run with its node's tables begins, later its own tables; nil: not allocated.
    var tables: PageFrame?
    var arePlaced = false
    /// Pages that its 1G table is larger than it would have to be.
    var spare: UInt64 = 0

    var count: UInt64 { end - start }
    var pages: PageRange { PageRange(start * PageFrame.perGranule, end * PageFrame.perGranule) }
}
