import PhysicalMemory
import SeededRandom

extension MachinePlan {
    /// The firmware's tables. What is usable in them, split by node, is the memory of `map()`.
    ///
    /// The number of entries and their types follow the survey: with many low fragments go many entries of other kinds.
    /// - Complexity: O(regions).
    public func firmware() throws(SyntheticError) -> SyntheticFirmware {
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

    /// How many e820 entries a machine with so many low fragments has: at the same place of the survey's distribution.
    private func entryCount(_ random: inout SeededRandom) -> Int {
        let positions = (0...1000).map { UInt64($0) * 1000 }.filter {
            ServerSurvey.lowFragments.value(at: $0) == UInt64(lowFragments)
        }
        guard let first = positions.first, let last = positions.last else {
            return Int(ServerSurvey.e820Entries.value(at: QuantileTable.whole))
        }
        return Int(ServerSurvey.e820Entries.value(at: random.number(in: first...last)))
    }
}

/// e820 entries in the making, ascending.
private struct FirmwareEntries {
    private(set) var ranges: [FirmwareRange] = []

    var count: Int { ranges.count }

    mutating func add(_ pages: PageRange, _ type: FirmwareMemoryType) {
        guard !pages.isEmpty else { return }
        let end = pages.start.address + pages.size
        ranges.append(FirmwareRange(first: pages.start.address, last: PhysicalAddress(end.rawValue - 1), type: type))
    }

    /// What the survey found in the holes between usable regions below 4 GiB.
    private static let holeContents: [(weight: UInt64, value: [FirmwareMemoryType])] = [
        (420, [.reserved]), (190, [.reserved, .acpiNonVolatile, .acpiData]), (140, [.acpiNonVolatile]),
        (90, [.acpiNonVolatile, .reserved]),
        (60, [.reserved, .efiRuntime]), (40, [.acpiData]), (35, [.acpiData, .reserved]), (25, []),
    ]

    /// One to three entries that fill `hole`, or none.
    mutating func addHole(_ hole: PageRange, _ random: inout SeededRandom) {
        let types = random.pick(Self.holeContents).prefix(Int(min(hole.count, 3)))
        var start = hole.start
        for (index, type) in types.enumerated() {
            let left = UInt64(types.count - index - 1)
            let end = left == 0 ? hole.end : start + random.number(in: 1...hole.end - start - left)
            add(PageRange(start: start, end: end), type)
            start = end
        }
    }

    /// Devices between the end of low memory and 4 GiB, in about so many entries: the window of the PCI configuration space, single pages, the flash.
    mutating func addMMIO(from lowEnd: PageFrame, entries: Int, isAMDStyle: Bool, _ random: inout SeededRandom) {
        let before = count
        let windowEnd = max(0x90000, (lowEnd.rawValue + 0x10000) & ~0xffff)
        if windowEnd <= 0xf0000 {
            // Where low memory ends the tables of ACPI often begin.
            let tables = random.chance(permille: 350) ? ByteCount.mib(4).pages : 0
            add(PageRange(start: lowEnd, end: lowEnd + tables / 2), .acpiNonVolatile)
            add(PageRange(start: lowEnd + tables / 2, end: lowEnd + tables), .acpiData)
            add(PageRange(lowEnd.rawValue + tables, windowEnd), .reserved)
        }
        let (first, last): (UInt64, UInt64) = (0xf8000, 0xff000)
        // Where a single page lies says nothing; all that counts is that none touches the next.
        let pages = UInt64(max(0, min(entries - (count - before) - 1, 25)))
        let cell = (last - first) / max(pages, 1)
        for index in 0..<pages {
            let page = first + index * cell + random.below(cell - 1)
            if page >= lowEnd.rawValue { add(PageRange(page, page + 1), .reserved) }
        }
        if lowEnd.rawValue < last { add(PageRange(last, 1 << 20), .reserved) }
    }
}
