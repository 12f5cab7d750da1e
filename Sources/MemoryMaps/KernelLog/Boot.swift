import PhysicalMemory
import TDXModule

/// The statements of a log about one boot.
struct Boot {
    /// Where the boot begins in the log.
    private(set) var line: Int

    private(set) var firmware: [Logged<FirmwareRange>] = []
    /// The firmware's map as the kernel changed it, in its last state.
    private(set) var changed: [Logged<FirmwareRange>] = []
    private(set) var changedMap: ChangedMap?
    private(set) var efi: [Logged<FirmwareRange>] = []
    private(set) var efiLists = ListingCount()
    private(set) var nodes: [Logged<NodeBytes>] = []
    private(set) var affinity: [Logged<NodeBytes>] = []
    private(set) var cmrs = LoggedCMRs()
    private(set) var keyIDs: KeyIDCounts?
    private var processorsBroughtUp: Int?
    private var nodesBroughtUp: UInt64?
    private var packageCount: (count: Int, isCounted: Bool)?
    private(set) var tdx = TDXLogFacts()
    private(set) var platform = PlatformFacts()
    /// Its lines about TDX, in order; only the first ones where there are very many.
    private(set) var tdxLines: [TDXLogLine] = []
    private static let mostTDXLines = 10_000
    private(set) var memblock = MemblockDump()
    /// The map that Xen itself prints; Linux on Xen is given another one.
    private(set) var xen: [Logged<FirmwareRange>] = []
    private var possibleProcessors: [ProcessorCountSource: UInt64] = [:]
    private var apics: Set<UInt64> = []
    private(set) var counts = MemoryCounts()
    /// Where messages are missing; the first ones where there are very many.
    private(set) var gaps: [LogGap] = []
    private static let mostGaps = 1000
    /// Where the firmware's map and the list of node ranges are announced.
    private var mapHeaderLine: Int?
    private var nodeHeaderLine: Int?
    /// Whether this kernel only saves the memory of a crashed one: it sees little of the machine.
    private(set) var isCapture = false

    /// The first impossible statement; the input is refused with it if this is the boot that is read.
    private(set) var fault: LineFault?
    /// The same for the EFI lines, which are seldom used.
    private(set) var efiFault: LineFault?

    private var hasBanner = false
    private var hasMapHeader = false
    /// Whether the log has the line that announces the boot or its memory map.
    var hasBeginning: Bool { hasBanner || hasMapHeader }
    private(set) var isNodeMapAnnounced = false
    /// The start of the first line of the firmware map, usable or not.
    private var firstFirmwareStart: UInt64?
    /// The same of the changed map.
    private var firstChangedStart: UInt64?
    private(set) var hasAffinityLines = false

    init(line: Int) { self.line = line }

    /// Whether the firmware's map begins above 1 MiB without its header: no real map does, so its first lines are missing.
    var beginsInFirmwareMap: Bool {
        mapHeaderLine == nil && firmware.allSatisfy { $0.value.first.rawValue > 1 << 20 }
    }

    var hasUsableFirmwareMemory: Bool { firmware.contains { $0.value.type == .ram } }
    var hasNodes: Bool { !nodes.isEmpty }
    var hasUsableEFIMemory: Bool { efi.contains { $0.value.type == .ram } }

    /// The messages that are missing inside of or right behind the lines that memory was taken from; nil where none
    /// are.
    /// - Parameter isWhole: whether it is known from elsewhere that nothing is missing behind the last of these lines.
    func gap(in source: MemorySource?, isWhole: Bool) -> LogGap? {
        func span(_ lines: some Sequence<Int>, from header: Int?) -> ClosedRange<Int>? {
            guard let first = lines.min(), let last = lines.max() else { return nil }
            // A list without its header may have lost lines right in front of its first one.
            return min(header ?? first - 1, first)...(isWhole ? last : last + 1)
        }
        let firmware = span(firmware.lazy.map(\.line), from: mapHeaderLine)
        let affinity = span(affinity.lazy.map(\.line), from: nil)
        let spans: [ClosedRange<Int>?] =
            switch source {
            case .nodeRanges: [firmware, span(nodes.lazy.map(\.line), from: nodeHeaderLine)]
            case .e820: [firmware, affinity]
            case .userMap, .modifiedMap: [firmware, span(changed.lazy.map(\.line), from: nil), affinity]
            case .efiMemoryMap: [span(efi.lazy.map(\.line), from: nil), affinity]
            case .xen: [span(xen.lazy.map(\.line), from: nil), affinity]
            default: []
            }
        return gaps.filter { gap in spans.contains { $0?.contains(gap.line) ?? false } }
            .reduce(nil) { LogGap(after: $0, messages: $1.messages, line: $1.line) }
    }

    /// Logical processors: those brought up, else the best other count.
    var processors: Int? {
        if let processorsBroughtUp { return processorsBroughtUp }
        let counts = possibleProcessors.filter { (1...TDXMapLimit.logicalProcessors).contains($0.value) }
        return counts.min { $0.key.rawValue < $1.key.rawValue }.map { Int($0.value) }
    }

    /// Sockets, where the log leaves no doubt: an estimate is used where it equals the number of nodes and was not made under a hypervisor.
    var packages: Int? {
        guard let (count, isCounted) = packageCount, count <= processors ?? count else { return nil }
        if isCounted { return count }
        return nodesBroughtUp == UInt64(count) && platform.hypervisor == nil ? count : nil
    }

    /// Whether the boot has no statement about memory or TDX.
    var isEmpty: Bool {
        !hasMemoryLines && efi.isEmpty && cmrs.isEmpty && keyIDs == nil && processors == nil && tdx.isEmpty
            && tdxLines.isEmpty && !platform.mentionsEncryption && fault == nil && efiFault == nil
    }

    /// Whether there are lines of memory maps, usable or not.
    private var hasMemoryLines: Bool {
        firstFirmwareStart != nil || changedMap != nil || isNodeMapAnnounced || hasNodes || hasAffinityLines
            || memblock.part != nil || !xen.isEmpty
    }

    /// Whether `statement` is the beginning of another boot.
    func ends(with statement: LogStatement) -> Bool {
        switch statement {
        case .banner: !isEmpty || hasMapHeader
        // A header right after a banner belongs to the same boot.
        case .firmwareMapHeader: !isEmpty || hasMapHeader
        case .firmware(_, let start, _):
            if let firstFirmwareStart { start <= firstFirmwareStart && (hasNodes || hasAffinityLines) } else { false }
        case .captureKernel(let isEarly): isEarly && hasMemoryLines
        default: false
        }
    }

    /// - Parameter time: the kernel's.
    mutating func take(_ statement: LogStatement, line: Int, time: Duration? = nil) {
        if let (event, text) = statement.tdxEvent, tdxLines.count < Self.mostTDXLines {
            tdxLines.append(TDXLogLine(event: event, text: text, line: line, time: time))
        }
        switch statement {
        case .banner(let version):
            hasBanner = true
            platform.take(.kernel(version))
        case .platform(let statement): platform.take(statement)
        case .firmwareMapHeader:
            hasMapHeader = true
            mapHeaderLine = line
        case .firmware, .changedMapHeader, .changed: takeFirmware(statement, line)
        case .nodeRangesHeader, .nodeRange, .affinity: takeNodes(statement, line)
        case .efi(let index, let range, let type): takeEFI(index, range, type, line)
        case .cmr(let start, let end): note(cmrs.append(start: start, end: end), line)
        case .keyIDs(let start, let end): takeKeyIDs(start, end, line)
        case .hotPlugZone(let range): takeHotPlugZone(range, line)
        case .memblockCount(let count): memblock.begin(count, line: line)
        case .memblockEntry(let index, let range, let node):
            if case .range(let bytes) = checked(range, line) { memblock.take(index, bytes, node, line: line) }
        case .xen(let range, let type): append(range, type, line, to: \.xen)
        case .captureKernel: isCapture = true
        case .tdx(let statement): tdx.take(statement)
        case .impossible(let fault): note(fault, line)
        case .processors, .possibleProcessors, .packages, .apic, .memoryTotal, .lastFrame, .nodePages, .missing:
            takeCount(statement, line)
        }
    }

    /// Takes a line of the firmware map, or of one that was changed since.
    private mutating func takeFirmware(_ statement: LogStatement, _ line: Int) {
        switch statement {
        case .firmware(let range, let start, let type):
            if firstFirmwareStart == nil { firstFirmwareStart = start }
            append(range, type, line, to: \.firmware)
        case .changedMapHeader(let map): beginChangedMap(map)
        case .changed(let map, let range, let start, let type):
            if map != changedMap || firstChangedStart.map({ start <= $0 }) ?? false { beginChangedMap(map) }
            if firstChangedStart == nil { firstChangedStart = start }
            append(range, type, line, to: \.changed)
        default: break
        }
    }

    /// Takes a line that says on which node memory lies.
    private mutating func takeNodes(_ statement: LogStatement, _ line: Int) {
        switch statement {
        case .nodeRangesHeader:
            isNodeMapAnnounced = true
            nodeHeaderLine = line
            // A log that is printed twice to a console says it twice.
            nodes = []
        case .nodeRange(let range, let node):
            if case .range(let bytes) = checked(range, line) {
                nodes.append(Logged(value: NodeBytes(bytes: bytes, node: node), line: line))
            }
        case .affinity(let range, let node, let isHotPluggable):
            hasAffinityLines = true
            guard case .range(let bytes) = checked(range, line) else { break }
            affinity.append(
                Logged(value: NodeBytes(bytes: bytes, node: node, isHotPluggable: isHotPluggable), line: line))
        default: break
        }
    }

    private mutating func takeCount(_ statement: LogStatement, _ line: Int) {
        switch statement {
        case .processors(let count, let nodes):
            guard (1...TDXMapLimit.logicalProcessors).contains(count) else { return }
            processorsBroughtUp = Int(count)
            nodesBroughtUp = nodes
        case .packages(let count, let isCounted): packageCount = (Int(count), isCounted)
        case .possibleProcessors(let count, let kind): possibleProcessors[kind] = count
        case .apic(let id):
            // A log that is printed twice to a console says it twice.
            if apics.count <= TDXMapLimit.logicalProcessors { apics.insert(id) }
            possibleProcessors[.apics] = UInt64(apics.count)
        case .memoryTotal(let size): counts.take(total: size, line)
        case .lastFrame(let end): counts.take(end: end, line)
        case .nodePages(let pages, let node): counts.take(pages: pages, ofNode: node, line)
        case .missing(let messages):
            if gaps.count < Self.mostGaps { gaps.append(LogGap(messages: messages, line: line)) }
        default: break
        }
    }

    private mutating func takeEFI(_ index: UInt64, _ range: StatedRange, _ type: FirmwareMemoryType, _ line: Int) {
        if efiLists.isNext(index, isRepeated: efi.last?.value == range.bytes.map { FirmwareRange($0, type) }, line) {
            efi = []
            efiFault = nil
        }
        switch range {
        case .range(let bytes): efi.append(Logged(value: FirmwareRange(bytes, type), line: line))
        case .empty: break
        case .fault(let fault): efiFault = efiFault ?? LineFault(line: line, fault: fault)
        }
    }

    private mutating func beginChangedMap(_ map: ChangedMap) {
        changedMap = map
        changed = []
        firstChangedStart = nil
    }

    private mutating func append(
        _ range: StatedRange, _ type: FirmwareMemoryType, _ line: Int,
        to list: WritableKeyPath<Self, [Logged<FirmwareRange>]>
    ) {
        guard case .range(let bytes) = checked(range, line) else { return }
        self[keyPath: list].append(Logged(value: FirmwareRange(bytes, type), line: line))
    }

    private mutating func takeHotPlugZone(_ range: StatedRange, _ line: Int) {
        guard case .range(let bytes) = checked(range, line) else { return }
        if let index = affinity.lastIndex(where: { $0.value.bytes == bytes }) {
            affinity[index].value.isHotPluggable = true
        } else {
            // The kernel prints it after the node's own line, which covers the whole node.
            let node = affinity.last?.value.node ?? NodeID(0)
            affinity.append(Logged(value: NodeBytes(bytes: bytes, node: node, isHotPluggable: true), line: line))
        }
    }

    /// Takes the nodes of ACPI tables outside the log, where the log states none.
    mutating func adopt(affinity other: [Logged<NodeBytes>]) {
        if affinity.isEmpty { affinity = other }
    }

    private mutating func takeKeyIDs(_ start: UInt64, _ end: UInt64, _ line: Int) {
        guard start >= 1 else { return note(.numberTooSmall("private KeyID \(start)", limit: 1), line) }
        guard start <= end else { return note(.reversedKeyIDs(start: KeyID(start), end: KeyID(end)), line) }
        guard end <= TDXMapLimit.keyIDs else {
            return note(.numberTooLarge("private KeyID \(end)", limit: TDXMapLimit.keyIDs), line)
        }
        keyIDs = KeyIDCounts(mktme: UInt32(start - 1), tdx: UInt32(end - start))
    }

    private mutating func checked(_ range: StatedRange, _ line: Int) -> StatedRange {
        if case .fault(let fault) = range { note(fault, line) }
        return range
    }

    private mutating func note(_ fault: InputFault?, _ line: Int) {
        if let fault, self.fault == nil { self.fault = LineFault(line: line, fault: fault) }
    }
}
