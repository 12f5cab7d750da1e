import TDXHost

/// A change to Linux that might be written.
public enum LadderChange: String, Hashable, Sendable, CaseIterable {
    /// Reserved areas are the holes between CMRs, not those of the memory map.
    case cmrAreas = "cmr-areas"
    /// Each LP initialises another TDMR.
    case parallelInit = "parallel-init"
    /// TDMRs are cut for the LPs, tables by Linux's allocator.
    case split
    /// Tables lie beside holes and share their areas.
    case besideHoles = "beside-holes"
    /// PAMT pages are not zeroed when they are allocated.
    case noZeroing = "no-zeroing"
    /// The tables of each node are allocated by a thread of its own.
    case parallelAlloc = "parallel-alloc"
    /// PAMT comes from memblock while booting.
    case bootAlloc = "boot-alloc"
    /// A bitmap now, real entries when guests come.
    case dynamicPAMT = "dynamic-pamt"

    /// A description of the change.
    public var summary: String {
        switch self {
        case .cmrAreas: "reserved areas are the holes between CMRs, not those of the memory map"
        case .parallelInit: "each LP initialises another TDMR"
        case .split: "TDMRs are cut for the LPs, tables by Linux's allocator; with parallel-init"
        case .besideHoles: "tables lie beside holes and share their areas"
        case .noZeroing: "PAMT pages are not zeroed when they are allocated"
        case .parallelAlloc: "the tables of each node are allocated by a thread of its own"
        case .bootAlloc: "PAMT comes from memblock while booting"
        case .dynamicPAMT: "dynamic PAMT: a bitmap now, real entries when guests come"
        }
    }

    /// The amount of code that it needs in the kernel.
    public var effort: String {
        switch self {
        case .cmrAreas:
            "small: read the CMRs (65 metadata fields), walk them instead of the memory list; a check that memory is convertible"
        case .parallelInit: "small: a work queue over the TDMRs; the module allows it"
        case .split: "small: cut each TDMR at 1 GiB borders before the PAMTs are allocated"
        case .besideHoles: "large: allocate chosen page ranges instead of any, join touching areas"
        case .noZeroing: "tiny: a flag to the contiguous allocation, or init_on_alloc=0"
        case .parallelAlloc: "small: one thread for each node"
        case .bootAlloc:
            "medium: CMRs and limits are unknown before the module runs; memory reserved early by a guess"
        case .dynamicPAMT: "large, and written: in the tip tree since September 2026"
        }
    }
}

extension LadderChange {
    /// Its consequence for the memory of the PAMTs, besides the time; nil where it does not change their allocation.
    public var consequence: String? {
        switch self {
        case .noZeroing: PAMTAllocation(zeroes: false).consequence
        case .bootAlloc: PAMTAllocation(source: .memblock, zeroes: false).consequence
        default: nil
        }
    }
}
