public import MemoryMaps
public import PhysicalMemory
import TDMRConstruction
import TDXModule

/// A machine whose memory can change: what is fixed by its firmware.
public struct HotplugMachine: Sendable {
    /// Memory at boot from 1 MiB up: ascending, disjoint.
    public let bootMemory: [MemoryRegion]
    /// Where memory can be plugged in; empty: the map does not say, so anywhere.
    public let windows: [MemoryRegion]
    /// Convertible memory: ascending, no two touching. Where CMRs are unknown the memory at boot stands in for them.
    public let convertible: [PageRange]
    /// Size of a memory block.
    public let blockSize: ByteCount

    /// - Parameter blockSize: one of `HotplugTrace.blockSizes`; nil: as Linux chooses it.
    public init(_ map: HostMemoryMap, blockSize: ByteCount? = nil) {
        bootMemory = map.memory.compactMap { region in
            let start = max(region.start, .tdxMinimum)
            return start < region.end ? MemoryRegion(pages: PageRange(start: start, end: region.end), node: region.node) : nil
        }
        windows = map.hotplugWindows
        let ranges = map.cmrs?.filter { !$0.isUnused }.map(\.wholePages) ?? bootMemory.map(\.pages)
        convertible = Self.joined(ranges.filter { !$0.isEmpty }.sorted { $0.start < $1.start })
        self.blockSize = blockSize ?? Self.linuxBlockSize(bootMemory)
    }

    /// 128 MiB below 64 GiB of address space with memory, else 2 GiB, as `probe_memory_block_size()` decides for machines that are no VM.
    private static func linuxBlockSize(_ memory: [MemoryRegion]) -> ByteCount {
        let end = memory.last?.end ?? PageFrame(0)
        return end.rawValue < ByteCount.gib(64).pages ? .mib(128) : .gib(2)
    }

    /// Ascending ranges with touching and overlapping ones made one.
    static func joined(_ ranges: [PageRange]) -> [PageRange] {
        ranges.reduce(into: []) { joined, range in
            if let last = joined.last, range.start <= last.end {
                joined[joined.count - 1].end = max(last.end, range.end)
            } else {
                joined.append(range)
            }
        }
    }

    /// Whether all of `range` is convertible. - Complexity: O(log CMRs).
    public func isConvertible(_ range: PageRange) -> Bool {
        guard let index = lastConvertible(startingAtOrBelow: range.start) else { return false }
        return range.end <= convertible[index].end
    }

    /// Whether a page of `range` is convertible. - Complexity: O(log CMRs).
    public func overlapsConvertible(_ range: PageRange) -> Bool {
        guard let index = lastConvertible(startingAtOrBelow: PageFrame(range.end.rawValue &- 1)) else { return false }
        return range.start < convertible[index].end
    }

    private func lastConvertible(startingAtOrBelow frame: PageFrame) -> Int? {
        var (low, high) = (0, convertible.count)
        while low < high {
            let middle = (low + high) / 2
            if convertible[middle].start <= frame { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }

    /// The convertible parts of a region, ascending.
    func convertibleParts(of region: MemoryRegion) -> [MemoryRegion] {
        guard var index = lastConvertible(startingAtOrBelow: PageFrame(region.end.rawValue &- 1)) else { return [] }
        while index > 0, convertible[index - 1].end > region.start { index -= 1 }
        return convertible[index...].prefix { $0.start < region.end }.map { MemoryRegion(pages: $0.intersection(region.pages), node: region.node) }
            .filter { !$0.pages.isEmpty }
    }
}
