import PhysicalMemory
import TDXModule

/// Statements of a log that contradict each other, although each of them is possible.
extension ConcernList {
    /// - Parameter lastLine: the input's last line that is not blank.
    mutating func add(aboutMemoryOf boot: Boot, _ reading: MapReading, lastLine: Int) {
        addOverlappingAffinity(boot)
        let isIncomplete = addMissingLines(boot, reading)
        switch reading.memorySource {
        case .e820:
            addOverlaps(boot.firmware)
            if !isIncomplete, boot.beginsInFirmwareMap {
                add(.beginsInFirmwareMap, line: boot.firmware.first?.line)
            }
            if !isIncomplete, boot.hasBeginning, boot.firmware.last?.line == lastLine {
                add(.endsInFirmwareMap, line: lastLine)
            }
        case .userMap, .modifiedMap: addOverlaps(boot.changed)
        case .efiMemoryMap: addOverlaps(boot.efi)
        case .nodeRanges: if !isIncomplete { compareNodeRanges(boot, reading.map.memory) }
        case .xen: addOverlaps(boot.xen)
        case .memoryBlocks: add(.wholeBlocks, line: nil)
        case .acpiTables: add(.affinityStandsIn, line: nil)
        case .cmrs: add(.cmrsStandIn, line: nil)
        default: break
        }
        addConvertibleMemoryAboveMap(reading.map)
    }

    /// Adds the log's own messages about missing lines. Returns whether memory is missing.
    private mutating func addMissingLines(_ boot: Boot, _ reading: MapReading) -> Bool {
        let counted: ByteCount? =
            switch reading.memorySource {
            case .nodeRanges, .e820, .userMap, .modifiedMap, .xen: boot.counts.total
            default: nil
            }
        let stated = reading.map.memory.reduce(ByteCount.zero) { $0 + $1.pages.size }
        // From a firmware map the kernel takes whole pages only and never the first one.
        let tolerance = ByteCount.mib(reading.memorySource == .nodeRanges ? 1 : 16)
        let missing = counted.map { $0 > stated + tolerance ? $0 - stated : .zero }
        let isWhole = missing == .zero || reading.memorySource == .nodeRanges && Self.reachesFirmwareEnd(boot, reading)
        if let gap = boot.gap(in: reading.memorySource, isWhole: isWhole) {
            add(.linesMissing(gap: true, messages: gap.messages, memory: missing), line: gap.line)
            return true
        }
        if missing ?? .zero == .zero, reading.memorySource == .e820, let last = reading.map.memory.last,
            boot.counts.end > last.end.rawValue, boot.counts.end <= PageFrame.limit.rawValue
        {
            add(.endsBelowLastFrame(PageFrame(boot.counts.end)), line: boot.counts.line)
            return true
        }
        guard let counted, let missing else { return false }
        if missing > .zero {
            add(.linesMissing(gap: false, messages: nil, memory: missing), line: boot.counts.line)
            return true
        }
        if stated > counted + max(tolerance, ByteCount(counted.rawValue / 64)) {
            add(.moreThanCounted(stated - counted), line: boot.counts.line)
        }
        return false
    }

    /// Whether the node ranges reach the end of the firmware's map.
    private static func reachesFirmwareEnd(_ boot: Boot, _ reading: MapReading) -> Bool {
        guard let last = boot.firmware.lazy.filter({ $0.value.type == .ram }).map(\.value.last).max(),
            let end = reading.map.memory.last?.end
        else { return false }
        return PageFrame(containing: last) < end
    }

    /// The first pair of SRAT ranges that give an address to two nodes.
    private mutating func addOverlappingAffinity(_ boot: Boot) {
        let sorted = boot.affinity.sorted { $0.value.bytes.lowerBound < $1.value.bytes.lowerBound }
        guard var highest = sorted.first else { return }
        for range in sorted.dropFirst() {
            if range.value.bytes.lowerBound <= highest.value.bytes.upperBound, range.value.node != highest.value.node {
                return add(
                    .overlappingAffinity(highest.value.node, range.value.node), line: max(highest.line, range.line))
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

    /// The kernel derives its node ranges from the firmware map; where they hold more memory or end early, the log is pieced together or cut.
    private mutating func compareNodeRanges(_ boot: Boot, _ memory: [MemoryRegion]) {
        let map = boot.changedMap != nil ? boot.changed : boot.firmware
        guard let usable = try? MemoryAssembly.regions(firmware: map, affinity: []), let last = usable.last,
            let end = memory.last?.end
        else { return }
        let ranges = PageRanges(usable.lazy.map(\.pages))
        if let region = memory.first(where: { !ranges.covers($0.pages) }) {
            return add(
                .nodeRangesOutsideFirmwareMap(region.start.address),
                line: boot.nodes.first { $0.value.bytes.lowerBound >> 12 == region.start.rawValue }?.line)
        }
        if last.end > end { add(.nodeRangesEndEarly(end: end, firmwareEnd: last.end), line: boot.nodes.last?.line) }
    }

    /// Firmware makes as much memory convertible as it can, so a GiB of CMRs without memory means that lines are missing.
    private mutating func addConvertibleMemoryAboveMap(_ map: HostMemoryMap) {
        guard let end = map.memory.last?.end.address else { return }
        let above = (map.cmrs ?? []).lazy.filter { $0.base >= end }.reduce(ByteCount.zero) { $0 + $1.size }
        if above >= .gib(1) { add(.convertibleMemoryAboveMap(above), line: nil) }
    }
}
