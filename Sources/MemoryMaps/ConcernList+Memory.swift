import PhysicalMemory
import TDXModule

/// Statements of a log that do not fit together without being impossible.
extension ConcernList {
    mutating func add(aboutMemoryOf boot: Boot, _ reading: MapReading) {
        addOverlappingAffinity(boot)
        switch reading.memorySource {
        case .e820: addOverlaps(boot.firmware)
        case .userMap: addOverlaps(boot.user)
        case .efiMemoryMap: addOverlaps(boot.efi)
        case .nodeRanges: compareNodeRanges(boot, reading.map.memory)
        case .cmrs: add(.cmrsStandIn, line: nil)
        default: break
        }
        addConvertibleMemoryAboveMap(reading.map)
    }

    /// The first pair of SRAT ranges that give an address to two nodes.
    private mutating func addOverlappingAffinity(_ boot: Boot) {
        let sorted = boot.affinity.sorted { $0.value.bytes.lowerBound < $1.value.bytes.lowerBound }
        guard var highest = sorted.first else { return }
        for range in sorted.dropFirst() {
            if range.value.bytes.lowerBound <= highest.value.bytes.upperBound, range.value.node != highest.value.node {
                return add(.overlappingAffinity(highest.value.node, range.value.node), line: max(highest.line, range.line))
            }
            if range.value.bytes.upperBound > highest.value.bytes.upperBound { highest = range }
        }
    }

    /// The first entry that overlaps another one of a different type or extent: Linux prints its map without overlaps.
    private mutating func addOverlaps(_ entries: [Logged<FirmwareRange>]) {
        let sorted = entries.sorted { $0.value.first < $1.value.first }
        guard var highest = sorted.first else { return }
        for entry in sorted.dropFirst() {
            if entry.value.first <= highest.value.last, entry.value != highest.value {
                return add(.overlappingFirmwareRanges, line: max(highest.line, entry.line))
            }
            if entry.value.last > highest.value.last { highest = entry }
        }
    }

    /// The kernel's node ranges are what it made of the firmware map; where they say more or end early, the log is pieced together or cut.
    private mutating func compareNodeRanges(_ boot: Boot, _ memory: [MemoryRegion]) {
        let map = boot.hasUserMap ? boot.user : boot.firmware
        guard let usable = try? MemoryAssembly.regions(firmware: map, affinity: []), let last = usable.last, let end = memory.last?.end else { return }
        let ranges = PageRanges(usable.lazy.map(\.pages))
        if let region = memory.first(where: { !ranges.covers($0.pages) }) {
            return add(.nodeRangesOutsideFirmwareMap(region.start.address), line: boot.nodes.first { $0.value.bytes.lowerBound >> 12 == region.start.rawValue }?.line)
        }
        if last.end > end { add(.nodeRangesEndEarly(end: end, firmwareEnd: last.end), line: boot.nodes.last?.line) }
    }

    /// Firmware makes all memory convertible that it can, so a GiB of CMRs where no memory is means that lines are missing.
    private mutating func addConvertibleMemoryAboveMap(_ map: HostMemoryMap) {
        guard let end = map.memory.last?.end.address else { return }
        let above = (map.cmrs ?? []).lazy.filter { $0.base >= end }.reduce(ByteCount.zero) { $0 + $1.size }
        if above >= .gib(1) { add(.convertibleMemoryAboveMap(above), line: nil) }
    }
}
