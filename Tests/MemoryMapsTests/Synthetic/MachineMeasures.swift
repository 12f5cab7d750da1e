@testable import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXModule

/// What was counted of real machines, counted over synthetic ones. The definitions are those of `ServerStatistics`: memory from 1 MiB up, holes as Linux would
/// reserve them, e820 entries instead of nodes where it says "usable regions".
struct MachineMeasures {
    private(set) var lowFragments: [UInt64] = []
    private(set) var firstTDMRHoles: [UInt64] = []
    private(set) var worstTDMRHoles: [UInt64] = []
    private(set) var blocks: [UInt64] = []
    private(set) var tdmrs: [UInt64] = []
    private(set) var highRegions: [UInt64] = []
    /// MiB.
    private(set) var lowTops: [UInt64] = []
    /// Pages.
    private(set) var lowGaps: [UInt64] = []
    /// Pages; fragments below 4 GiB but the largest.
    private(set) var smallFragments: [UInt64] = []
    /// Parts per thousand.
    private(set) var largestShares: [UInt64] = []
    /// Pages; where low regions end.
    private(set) var lowEnds: [UInt64] = []
    /// MiB; how far below the low top the holes between low regions start.
    private(set) var holeDistances: [UInt64] = []
    /// GiB.
    private(set) var memory: [UInt64] = []
    private(set) var firmwareEntries: [UInt64] = []
    /// How often each type occurs in the firmware's map.
    private(set) var firmwareTypes: [FirmwareMemoryType: Int] = [:]

    private static let fourGiB = PageFrame(1 << 20)

    mutating func add(_ map: HostMemoryMap) throws {
        let blocks = map.memory.filter { $0.end > .tdxMinimum }
        let low = blocks.filter { $0.start < Self.fourGiB }.map(\.pages)
        let high = Self.joined(blocks.filter { $0.start >= Self.fourGiB }.map(\.pages))
        let tdmrs = try LinuxCoverage().cover(blocks, limits: .standard)
        let holes = tdmrs.map { tdmr in Self.holes(of: tdmr, in: blocks) }
        self.blocks.append(UInt64(blocks.count))
        lowFragments.append(UInt64(low.count))
        highRegions.append(UInt64(high.count))
        self.tdmrs.append(UInt64(tdmrs.count))
        firstTDMRHoles.append(holes[0])
        worstTDMRHoles.append(holes.max() ?? 0)
        memory.append(map.memory.reduce(0) { $0 + $1.pages.count } >> 18)

        let sizes = low.map(\.count).sorted()
        lowTops.append((low.last?.end.rawValue ?? 0) >> 8)
        lowGaps += zip(low, low.dropFirst()).map { $1.start.rawValue - $0.end.rawValue }
        lowEnds += low.map(\.end.rawValue)
        holeDistances += low.dropLast().map { (low[low.count - 1].end - $0.end) >> 8 }
        smallFragments += sizes.dropLast()
        largestShares.append((sizes.last ?? 0) * 1000 / sizes.reduce(0, +))
    }

    mutating func add(_ firmware: SyntheticFirmware) {
        firmwareEntries.append(UInt64(firmware.e820.count))
        for range in firmware.e820 { firmwareTypes[range.type, default: 0] += 1 }
    }

    private static func joined(_ ranges: [PageRange]) -> [PageRange] {
        ranges.reduce(into: []) { joined, range in
            if let last = joined.last, last.end == range.start {
                joined[joined.count - 1].end = range.end
            } else {
                joined.append(range)
            }
        }
    }

    private static func holes(of tdmr: PageRange, in blocks: [MemoryRegion]) -> UInt64 {
        var at = tdmr.start
        var holes: UInt64 = 0
        for block in blocks.map(\.pages) where block.overlaps(tdmr) {
            if block.start > at { holes += 1 }
            at = max(at, block.end)
        }
        return holes + (at < tdmr.end ? 1 : 0)
    }
}
