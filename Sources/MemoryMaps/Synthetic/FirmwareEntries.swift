import PhysicalMemory
import SeededRandom

/// Builds e820 entries, ascending.
struct FirmwareEntries {
    private(set) var ranges: [FirmwareRange] = []

    var count: Int { ranges.count }

    mutating func add(_ pages: PageRange, _ type: FirmwareMemoryType) {
        guard !pages.isEmpty else { return }
        let end = pages.start.address + pages.size
        ranges.append(FirmwareRange(first: pages.start.address, last: PhysicalAddress(end.rawValue - 1), type: type))
    }

    /// The types that public logs show in the holes between usable regions below 4 GiB.
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
            // ACPI tables often begin where low memory ends.
            let tables = random.chance(permille: 350) ? ByteCount.mib(4).pages : 0
            add(PageRange(start: lowEnd, end: lowEnd + tables / 2), .acpiNonVolatile)
            add(PageRange(start: lowEnd + tables / 2, end: lowEnd + tables), .acpiData)
            add(PageRange(lowEnd.rawValue + tables, windowEnd), .reserved)
        }
        let (first, last): (UInt64, UInt64) = (0xf8000, 0xff000)
        // The places of the single pages are arbitrary, as long as none touches the next.
        let pages = UInt64(max(0, min(entries - (count - before) - 1, 25)))
        let cell = (last - first) / max(pages, 1)
        for index in 0..<pages {
            let page = first + index * cell + random.below(cell - 1)
            if page >= lowEnd.rawValue { add(PageRange(page, page + 1), .reserved) }
        }
        if lowEnd.rawValue < last { add(PageRange(last, 1 << 20), .reserved) }
    }
}
