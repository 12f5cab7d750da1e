public import MemoryMaps
public import PhysicalMemory
public import TDMRConstruction
public import TDXModule

/// The memory that a layout's PAMT takes: at boot, and while guests use a share of memory.
public struct PAMTMemory: Hashable, Sendable {
    /// The tables of the layout; with dynamic PAMT the bitmap stands for the 4K level.
    public var tables: ByteCount
    /// The tables of the same TDMRs with static PAMT, which stay the same however many guests there are.
    public var staticTables: ByteCount
    /// The kernel's reference counts; none with static PAMT.
    public var referenceCounts: ByteCount
    /// 2 MiB blocks of usable memory, the parts of blocks at the ends of regions counted as blocks.
    public var blocks: UInt64
    /// How the PAMT is kept.
    public var mode: PAMTMode

    /// Two pages for each 2 MiB block of which a guest has a page of 4 KiB.
    static let pairSize = ByteCount.pages(2)
    private static let block = PageFrame.perGranule / 512

    /// The memory that `layout` takes on the machine of `map`.
    public init(_ layout: Layout, on map: HostMemoryMap, mode: PAMTMode) {
        tables = layout.pamtSize
        let whole = map.limits.pamtSizes(.static)
        staticTables = layout.tdmrs.reduce(.zero) { $0 + whole.size(granules: $1.info.size.gib) }
        referenceCounts = mode == .dynamic ? PAMTReferenceCounts.size(maxPFN: map.maxPFN) : .zero
        blocks = map.memory.reduce(0) { total, region in
            let start = max(region.start, .tdxMinimum).rawValue / Self.block
            let end = (region.end.rawValue + Self.block - 1) / Self.block
            return total + (end > start ? end - start : 0)
        }
        self.mode = mode
    }

    /// Bytes with guests in every `inverse`th block: 1 all of them, 2 half. nil: no guest.
    public func total(oneBlockIn inverse: UInt64?) -> ByteCount {
        guard mode == .dynamic, let inverse else { return tables + referenceCounts }
        return tables + referenceCounts + ((blocks + inverse - 1) / inverse) * Self.pairSize
    }

    /// Bytes before the first guest.
    public var withoutGuests: ByteCount { total(oneBlockIn: nil) }
    /// Bytes with guests in half of memory's 2 MiB blocks.
    public var halfInGuests: ByteCount { total(oneBlockIn: 2) }
    /// Bytes with guests in all of memory.
    public var allInGuests: ByteCount { total(oneBlockIn: 1) }
}
