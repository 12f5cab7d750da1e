import PhysicalMemory
import SeededRandom

extension MachinePlan {
    /// The firmware's tables. Their usable ranges, split by node, are the memory of `map()`.
    ///
    /// The number of entries and their types follow public logs: maps with many low fragments also have many other entries.
    /// - Complexity: O(regions).
    func firmware() throws(SyntheticError) -> SyntheticFirmware {
        let map = try map()
        let high = try HighMemory(self)
        let windows = Windows(self, above: high.end)
        var random = SeededRandom(seed: firmwareSeed)

        var entries = FirmwareEntries()
        entries.add(PageRange(0, belowOneMiB.end.rawValue), .ram)
        entries.add(PageRange(start: belowOneMiB.end, end: .tdxMinimum), .reserved)
        let usable = PageRanges(map.memory.lazy.map(\.pages).filter { $0.start >= .tdxMinimum })
        let low = usable.prefix { $0.start < Self.fourGiB }
        for (index, range) in low.enumerated() {
            entries.add(range, .ram)
            guard index + 1 < low.count else { break }
            entries.addHole(PageRange(start: range.end, end: low[index + 1].start), &random)
        }
        let aboveFour = usable.dropFirst(low.count)
        let firmwareParts = PageRanges(high.spans.lazy.map(\.dram)).subtracting(PageRanges(aboveFour))
        let lowEnd = low.last?.end ?? .tdxMinimum
        let wanted = entryCount(&random) - entries.count - aboveFour.count - firmwareParts.count
        entries.addMMIO(from: lowEnd, entries: wanted, isAMDStyle: isAMDStyle, &random)

        let softReserved = windows.hotplug.prefix(cxlWindows - (windows.atBoot == nil ? 0 : 1))
        let tebibyteHole = hasTebibyteHole ? [(HighMemory.tebibyteHole, FirmwareMemoryType.reserved)] : []
        let others =
            firmwareParts.map { ($0, FirmwareMemoryType.reserved) }
            + softReserved.map { ($0.pages, FirmwareMemoryType.softReserved) }
        for (range, type) in (aboveFour.map { ($0, FirmwareMemoryType.ram) } + others + tebibyteHole).sorted(by: {
            $0.0.start < $1.0.start
        }) {
            entries.add(range, type)
        }
        let lowNode = MemoryRegion(pages: PageRange(0, (ByteCount.gib(4) - mmioHole).pages), node: NodeID(0))
        let nodes =
            [lowNode] + high.spans.map { MemoryRegion(pages: $0.dram, node: $0.node) }
            + (windows.atBoot.map { [$0] } ?? [])
        return SyntheticFirmware(e820: entries.ranges, nodes: nodes, windows: windows.hotplug)
    }

    private static let fourGiB = PageFrame(1 << 20)

    /// How many e820 entries a machine with so many low fragments has: both counts are at the same quantile of their distributions in public logs.
    private func entryCount(_ random: inout SeededRandom) -> Int {
        let positions = (0...1000).map { UInt64($0) * 1000 }.filter {
            ServerStatistics.lowFragments.value(at: $0) == UInt64(lowFragments)
        }
        guard let first = positions.first, let last = positions.last else {
            return Int(ServerStatistics.e820Entries.value(at: QuantileTable.whole))
        }
        return Int(ServerStatistics.e820Entries.value(at: random.number(in: first...last)))
    }
}
