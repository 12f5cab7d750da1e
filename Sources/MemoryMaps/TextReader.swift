import Algorithms
import PhysicalMemory
import TDXModule

/// Reads every text format but the tdxmap: a kernel log, /proc/iomem and EFI memory maps, also several of them in one file.
struct TextReader {
    private var log: KernelLogReader
    private var ioMemory = IOMemoryReader()
    private var blocks = MemoryBlockListing()
    private var tables = AffinityTable()
    private var kexec = KexecMap()
    private var lineCount = 0
    /// The last line with content: neither blank nor only the beginning of a time stamp.
    private var lastLine = 0
    private var isAfterEmptyLine = false
    private var opening = OtherProgramOutput.Search()
    private let wantedBoot: Int?

    init(boot: Int? = nil) {
        wantedBoot = boot
        log = KernelLogReader(boot: boot)
    }

    mutating func take(_ line: Span<UInt8>, number: Int, end: LineEnd) throws(LineFault) {
        lineCount = number
        // The first of several empty lines ends a listing; the others, perhaps millions, are skipped.
        defer { isAfterEmptyLine = line.isEmpty }
        if line.isEmpty, isAfterEmptyLine, end == .newline { return }
        if number == 1, let fault = ForeignEncoding.fault(line) { throw LineFault(line: 1, fault: fault) }
        opening.take(line)
        // Terminals end lines with a carriage return too, some files with nothing else.
        var start = 0
        while let carriageReturn = line.firstIndex(of: UInt8(ascii: "\r"), from: start), carriageReturn + 1 < line.count
        {
            takePart(line.extracting(start..<carriageReturn), number, .newline)
            start = carriageReturn + 1
        }
        takePart(line.extracting(start...), number, end)
    }

    private mutating func takePart(_ line: Span<UInt8>, _ number: Int, _ end: LineEnd) {
        if line.hasLetter { lastLine = number }
        ioMemory.take(line, number: number, end: end)
        blocks.take(line, number: number)
        tables.take(line, number: number)
        kexec.take(line, number: number)
        log.take(line, number: number)
    }

    /// Lines recognised by their text as continuing the one before, wrapped at a blank that was removed.
    var mailerJoins: Int { log.mailerJoins }

    /// Whether there was a listing that is not a log.
    private var hasListing: Bool {
        ioMemory.lineCount > 0 || blocks.lineCount > 0 || !tables.ranges.isEmpty || !kexec.ranges.isEmpty
    }

    /// The reading, after the last line. `path` is for the warnings.
    mutating func finish(path: String) throws(LineFault) -> MapReading {
        guard lineCount > 0 else { throw LineFault(line: 1, fault: .empty) }
        let choice = try finishLog()
        tables.finish()
        guard choice != nil || hasListing || tables.fault != nil || kexec.fault != nil else {
            if let broken = log.unreadable { throw LineFault(line: broken.firstLine, fault: .brokenLines) }
            if let facts = log.logWithoutMemory { throw LineFault(line: lineCount, fault: .logWithoutMemory(facts)) }
            throw LineFault(line: lineCount, fault: opening.found.map(InputFault.otherProgram) ?? .notAMemoryMap)
        }
        var boot = choice?.boot ?? Boot(line: 1)
        if let fault = tables.fault { throw fault }
        boot.adopt(affinity: tables.ranges)
        if let fault = boot.fault { throw fault }

        var withoutMemory = MapWithoutMemory(boot, path: path)
        if let choice { withoutMemory.complete(from: choice) }
        if withoutMemory.map.statedLogicalProcessors == nil,
            (1...Int(TDXMapLimit.logicalProcessors)).contains(tables.processors)
        {
            withoutMemory.take(processors: tables.processors)
        }
        let memory = try memory(boot, cmrs: withoutMemory.map.cmrs)
        var reading = MapReading(
            path: path, map: withoutMemory.map, format: format(choice, memory?.source), memorySource: memory?.source,
            tdx: boot.tdx)
        reading.map.memory = memory?.regions ?? []
        reading.tdxLines = choice?.tdxLines ?? []
        reading.kept = kept(boot)
        reading.platform = choice?.platform ?? PlatformFacts()
        reading.memoryFault = memory == nil ? faultOfDump(boot, path: path) : nil
        reading.warnings = concerns(withoutMemory.concerns, boot, choice, reading).warnings
        return reading
    }

    /// Why there is no memory where the only source is a dump of memblock that was cut.
    private func faultOfDump(_ boot: Boot, path: String) -> InputError? {
        guard boot.memblock.whole == nil, let part = boot.memblock.part else { return nil }
        let fault = InputFault.incompleteDump(entries: part.entries, expected: part.expected)
        return InputError(path: path, line: part.line, fault: fault)
    }

    /// The warnings about the reading, besides `earlier`.
    private func concerns(
        _ earlier: ConcernList, _ boot: Boot, _ choice: KernelLog.Choice?, _ reading: MapReading
    ) -> ConcernList {
        var concerns = earlier
        let source = reading.memorySource
        if let choice { concerns.add(aboutBoots: choice, count: log.log.bootCount, wasAskedFor: wantedBoot != nil) }
        if let unreadable = log.unreadable {
            concerns.add(.unreadableLines(unreadable.count), line: unreadable.firstLine)
        }
        if let (count, line) = listings(source, boot), count > 1 {
            concerns.add(.severalListings(count, reading.format), line: line)
        }
        if source == .kexec, kexec.isWithoutCaptureKernel {
            concerns.add(.captureKernelMissing, line: kexec.listing.line)
        }
        if boot.memblock.whole == nil, let part = boot.memblock.part {
            concerns.add(
                .incompleteDump(entries: part.entries, expected: part.expected, isOnlySource: source == nil),
                line: part.line)
        }
        if source == .memoryBlocks, let missing = blocks.missing {
            concerns.add(.linesMissing(gap: false, messages: nil, memory: missing.size), line: missing.line)
        }
        if let cut = tables.cut {
            concerns.add(.affinityTableCut(stated: cut.stated, listed: cut.listed), line: lineCount)
        }
        concerns.add(aboutMemoryOf: boot, reading, lastLine: lastLine)
        return concerns
    }

    /// The boot that counts.
    private mutating func finishLog() throws(LineFault) -> KernelLog.Choice? {
        do throws(InputFault) {
            let choice = try log.finish()
            if log.runsBackwards { throw .runsBackwards }
            if let column = log.brokenColumn { throw .wrappedLines(column: column) }
            return choice
        } catch {
            throw LineFault(line: lineCount, fault: error)
        }
    }

    /// The number of listings of the kind that memory was taken from, and where the last of them begins.
    private func listings(_ source: MemorySource?, _ boot: Boot) -> (count: Int, line: Int)? {
        switch source {
        case .ioMemory: ioMemory.listings
        case .efiMemoryMap: (boot.efiLists.count, boot.efiLists.line)
        case .memoryBlocks: (blocks.listings.count, blocks.listings.line)
        case .kexec: kexec.listing
        case .acpiTables: tables.listings
        default: nil
        }
    }

    private func format(_ choice: KernelLog.Choice?, _ source: MemorySource?) -> MapFormat {
        switch source {
        case .ioMemory: .ioMemory
        case .efiMemoryMap: .efiMemoryMap
        case .memoryBlocks: .memoryBlocks
        case .kexec: .kexec
        case .acpiTables: .acpiTables
        default:
            choice != nil
                ? .kernelLog : ioMemory.lineCount > 0 ? .ioMemory : blocks.lineCount > 0 ? .memoryBlocks : .acpiTables
        }
    }

    /// The ranges of the firmware map that are not usable memory, from its last state.
    private func kept(_ boot: Boot) -> KeptMemory {
        let maps = [boot.changed, boot.firmware, boot.xen, kexec.ranges, boot.efi]
        return KeptMemory(maps.first { map in map.contains { $0.value.type != .ram } }?.map(\.value) ?? [])
    }

    /// The memory regions from the best available source, and that source.
    private func memory(_ boot: Boot, cmrs: [CMR]?) throws(LineFault) -> (
        regions: [MemoryRegion], source: MemorySource
    )? {
        if let dump = boot.memblock.whole {
            let affinity = boot.memblock.namesNodes ? [] : boot.affinity.map(\.value)
            let regions = try MemoryAssembly.regions(memblock: dump, affinity: affinity)
            if !regions.isEmpty { return (regions, .memblock) }
        }
        if boot.hasNodes { return (try MemoryAssembly.regions(listed: boot.nodes), .nodeRanges) }
        let affinity = boot.affinity.map(\.value)
        if let changedMap = boot.changedMap {
            let regions = try MemoryAssembly.regions(firmware: boot.changed, affinity: affinity)
            if !regions.isEmpty { return (regions, changedMap == .user ? .userMap : .modifiedMap) }
        } else if boot.hasUsableFirmwareMemory {
            let regions = try MemoryAssembly.regions(firmware: boot.firmware, affinity: affinity)
            if !regions.isEmpty { return (regions, .e820) }
        }
        if boot.firmware.isEmpty, case let regions = try MemoryAssembly.regions(firmware: boot.xen, affinity: affinity),
            !regions.isEmpty
        {
            return (regions, .xen)
        }
        if boot.firmware.isEmpty {
            if let fault = boot.efiFault { throw fault }
            let regions = try MemoryAssembly.regions(firmware: boot.efi, affinity: affinity)
            if !regions.isEmpty { return (regions, .efiMemoryMap) }
        }
        if let regions = try ioMemory.regions(isOnlySource: cmrs == nil, lastLine: lineCount) {
            return (regions, .ioMemory)
        }
        if let listed = try listedMemory(affinity) { return listed }
        if let cmrs, case let regions = try MemoryAssembly.regions(standIn: cmrs, lastLine: lineCount), !regions.isEmpty
        {
            return (regions, .cmrs)
        }
        return nil
    }
}

extension TextReader {
    /// How complete a line is by itself, without the lines around it.
    enum Completeness {
        case none
        /// More may be said behind it.
        case openEnded
        case whole
    }

    static func statement(in line: Span<UInt8>) -> Completeness {
        var ioMemory = IOMemoryReader()
        ioMemory.take(line, number: 1, end: .newline)
        var blocks = MemoryBlockListing()
        blocks.take(line, number: 1)
        var tables = AffinityTable()
        tables.take(line, number: 1)
        return ioMemory.lineCount > 0 || blocks.lineCount > 0 || tables.lineCount > 0
            ? .whole : KernelLogReader.statement(in: line)
    }

    /// Memory from what other programs list, the exact ones first.
    private func listedMemory(_ affinity: [NodeBytes]) throws(LineFault) -> (
        regions: [MemoryRegion], source: MemorySource
    )? {
        if let fault = kexec.fault { throw fault }
        if case let regions = try MemoryAssembly.regions(firmware: kexec.ranges, affinity: affinity), !regions.isEmpty {
            return (regions, .kexec)
        }
        if blocks.runsBackwards { throw LineFault(line: lineCount, fault: .listingRunsBackwards("lsmem")) }
        if let fault = blocks.fault { throw fault }
        let online = blocks.memory.map { Logged(value: FirmwareRange($0.value.bytes, .ram), line: $0.line) }
        if case let regions = try MemoryAssembly.regions(firmware: online, affinity: blocks.memory.map(\.value)),
            !regions.isEmpty
        {
            return (regions, .memoryBlocks)
        }
        let present = tables.ranges.filter { !$0.value.isHotPluggable }
        let ranges = present.map { Logged(value: FirmwareRange($0.value.bytes, .ram), line: $0.line) }
        if case let regions = try MemoryAssembly.regions(firmware: ranges, affinity: present.map(\.value)),
            !regions.isEmpty
        {
            return (regions, .acpiTables)
        }
        return nil
    }
}

extension IOMemoryReader {
    /// System RAM as regions of node 0; nil if there is none.
    fileprivate func regions(isOnlySource: Bool, lastLine: Int) throws(LineFault) -> [MemoryRegion]? {
        if runsBackwards, listings.count > 0 {
            throw LineFault(line: lastLine, fault: .listingRunsBackwards("/proc/iomem"))
        }
        if let fault { throw fault }
        if hidesAddresses, isOnlySource { throw LineFault(line: lastLine, fault: .hiddenAddresses) }
        guard !memory.isEmpty, !hidesAddresses else { return nil }
        if let cutLine { throw LineFault(line: cutLine, fault: .cutShort) }
        let sorted = memory.sorted { $0.value.lowerBound < $1.value.lowerBound }
        for (lower, upper) in sorted.adjacentPairs() where upper.value.lowerBound <= lower.value.upperBound {
            throw LineFault(
                line: upper.line,
                fault: .overlapping(
                    start: PhysicalAddress(upper.value.lowerBound), end: PhysicalAddress(upper.value.upperBound),
                    otherStart: PhysicalAddress(lower.value.lowerBound),
                    otherEnd: PhysicalAddress(lower.value.upperBound)))
        }
        let regions = try MemoryAssembly.regions(
            firmware: sorted.map { Logged(value: FirmwareRange($0.value, .ram), line: $0.line) }, affinity: [])
        return regions.isEmpty ? nil : regions
    }
}
