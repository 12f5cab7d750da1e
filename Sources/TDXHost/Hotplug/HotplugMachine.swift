public import MemoryMaps
public import PhysicalMemory
import TDMRConstruction
import TDXModule

/// The part of a machine with memory hotplug that its firmware fixes.
public struct HotplugMachine: Sendable {
    /// Memory at boot from 1 MiB up: ascending, disjoint.
    public let bootMemory: [MemoryRegion]
    /// Where memory can be plugged in; empty: the map does not say, so anywhere.
    public let windows: [MemoryRegion]
    /// Convertible memory, touching CMRs made one. Where CMRs are unknown, the memory at boot is taken for them.
    public let convertible: PageRanges
    /// Size of a memory block.
    public let blockSize: ByteCount

    /// - Parameters:
    ///   - map: the machine before the first event.
    ///   - blockSize: one of `HotplugTrace.blockSizes`; nil: as Linux chooses it.
    public init(_ map: HostMemoryMap, blockSize: ByteCount? = nil) {
        bootMemory = map.memory.compactMap { region in
            let start = max(region.start, .tdxMinimum)
            return start < region.end
                ? MemoryRegion(pages: PageRange(start: start, end: region.end), node: region.node) : nil
        }
        windows = map.hotplugWindows
        convertible = PageRanges(map.cmrs?.map(\.wholePages) ?? bootMemory.map(\.pages))
        self.blockSize = blockSize ?? Self.linuxBlockSize(bootMemory)
    }

    /// 128 MiB below 64 GiB of address space with memory, else 2 GiB, as `probe_memory_block_size()` decides for machines that are not VMs.
    private static func linuxBlockSize(_ memory: [MemoryRegion]) -> ByteCount {
        let end = memory.last?.end ?? PageFrame(0)
        return end.rawValue < ByteCount.gib(64).pages ? .mib(128) : .gib(2)
    }

    /// Whether all of `range` is convertible. - Complexity: O(log CMRs).
    public func isConvertible(_ range: PageRange) -> Bool { convertible.covers(range) }

    /// Whether a page of `range` is convertible. - Complexity: O(log CMRs).
    func overlapsConvertible(_ range: PageRange) -> Bool { convertible.overlaps(range) }

    /// The convertible parts of a region, ascending.
    func convertibleParts(of region: MemoryRegion) -> [MemoryRegion] {
        convertible.intersection(region.pages).map { MemoryRegion(pages: $0, node: region.node) }
    }
}
