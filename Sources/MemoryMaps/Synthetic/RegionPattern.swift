public import PhysicalMemory
import TDXModule
import SeededRandom

/// A rule that fills the address space with any number of regions: stress cases for algorithms, unlike any machine.
///
/// Its CMRs are unknown: no module could report so many. One file per pattern that is not a `MemlistShape`, one line in `SyntheticPreset.all`.
public struct RegionPattern: Sendable {
    /// How many regions it can have.
    let allowedRegions: ClosedRange<Int>
    /// Sockets of the resulting machine.
    public let packages: Int
    /// Fewer than usual for patterns that reach above 64 TiB: KeyIDs take the address bits on top.
    private let keyIDs: KeyIDCounts
    /// The module's limits, for patterns that no module with the usual ones could take.
    private let limits: @Sendable (Int) -> ModuleLimits
    private let make: @Sendable (_ regions: Int, _ seed: UInt64) -> [MemoryRegion]

    init(
        _ allowedRegions: ClosedRange<Int> = 1...Recipe.maxRegions, packages: Int = 2, keyIDs: KeyIDCounts = .usual,
        limits: @escaping @Sendable (Int) -> ModuleLimits = { _ in .standard },
        make: @escaping @Sendable (_ regions: Int, _ seed: UInt64) -> [MemoryRegion]
    ) {
        self.allowedRegions = allowedRegions
        self.packages = packages
        self.keyIDs = keyIDs
        self.limits = limits
        self.make = make
    }

    /// A shape that memlist algorithms are tried on, as a memory map.
    init(_ shape: MemlistShape) {
        self.init { shape.memlist(count: $0, seed: $1) }
    }

    /// Exactly `count` regions: ascending, disjoint, below 2^52.
    /// - Precondition: `allowedRegions` holds `count`.
    /// - Complexity: O(count).
    public func regions(_ count: Int, seed: UInt64) -> [MemoryRegion] {
        precondition(allowedRegions.contains(count))
        return make(count, seed)
    }

    /// The regions as a machine.
    public func map(regions count: Int, seed: UInt64) -> HostMemoryMap {
        HostMemoryMap(memory: regions(count, seed: seed), limits: limits(count), packages: packages, keyIDs: keyIDs)
    }
}
