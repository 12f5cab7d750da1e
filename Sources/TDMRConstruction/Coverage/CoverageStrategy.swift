public import PhysicalMemory
public import TDXModule

/// Chooses TDMR extents over a memlist: ascending, disjoint, multiples of 1 GiB, every entry inside their union.
public protocol CoverageStrategy: Sendable {
    /// The algorithm's name in `bench`: `linux`, ...
    var name: String { get }

    /// Covers `memlist`, which is ascending and disjoint, with at most `limits.maxTDMRs` TDMRs.
    func cover(_ memlist: [MemoryRegion], limits: ModuleLimits) throws(ConstructionError) -> [PageRange]
}
