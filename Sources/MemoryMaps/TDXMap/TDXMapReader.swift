import PhysicalMemory
import TDXModule

/// Reads the `tdxmap` format, version 1: a line at a time, in constant memory besides the map itself.
struct TDXMapReader {
    private var map = HostMemoryMap()
    private var headerSeen = false
    /// Directives met that may stand only once.
    private var seen: Set<TDXMapDirective> = []

    /// Takes a line, without its newline.
    mutating func take(_ line: Span<UInt8>, number: Int, end: LineEnd) throws(LineFault) {
        do {
            try take(line, end: end)
        } catch {
            throw LineFault(line: number, fault: error)
        }
    }

    /// The map, after the last line.
    func finish() throws(InputFault) -> HostMemoryMap {
        guard headerSeen else { throw .notAMemoryMap }
        guard !map.memory.isEmpty else { throw .noMemory }
        return map
    }

    private mutating func take(_ line: Span<UInt8>, end: LineEnd) throws(InputFault) {
        var fields = LineFields()
        guard let word = fields.nextWord(line) else { return }
        if end == .cut { throw .lineTooLong }
        guard headerSeen else { return try takeHeader(line, word, &fields) }
        guard let directive = TDXMapDirective(line, word) else { throw .unknownDirective(line.text(word)) }
        if !directive.mayRepeat, !seen.insert(directive).inserted { throw .repeatedDirective("\(directive.name)") }
        try take(directive, line, &fields)
        guard fields.isAtEnd(line) else { throw fields.countFault(directive, line) }
    }

    private mutating func takeHeader(_ line: Span<UInt8>, _ word: Range<Int>, _ fields: inout LineFields)
        throws(InputFault)
    {
        guard Self.isHeader(line) else { throw .notAMemoryMap }
        guard let version = fields.nextWord(line) else { throw .unsupportedVersion("") }
        let isAlone = fields.isAtEnd(line)
        guard line.text(version) == "1", isAlone else {
            throw .unsupportedVersion(line.text(version.lowerBound..<(isAlone ? version.upperBound : line.count)))
        }
        headerSeen = true
    }

    private mutating func take(_ directive: TDXMapDirective, _ line: Span<UInt8>, _ fields: inout LineFields)
        throws(InputFault)
    {
        switch directive {
        case .memory:
            let region = try fields.region(line, endLimit: .limit, directive)
            if let last = map.memory.last, region.start < last.end {
                throw .notAscending(start: region.start.address, previousEnd: last.end.address)
            }
            map.memory.append(region)
        case .hotplug:
            map.hotplugWindows.append(try fields.region(line, endLimit: PageFrame(1 << 52), directive))
        case .cmr:
            let start = try fields.frame(line, limit: .limit, directive)
            let end = try fields.frame(line, limit: .limit, directive)
            guard start <= end else { throw .reversedRange(start: start.address, end: end.address) }
            guard (map.cmrs?.count ?? 0) < TDXMapLimit.cmrs else { throw .tooManyCMRs(limit: TDXMapLimit.cmrs) }
            map.cmrs = (map.cmrs ?? []) + [CMR(base: start.address, size: end.address - start.address)]
        case .limits:
            map.limits.maxTDMRs = Int(try fields.number(line, 0...TDXMapLimit.tdmrs, directive))
            map.limits.maxReservedAreas = Int(try fields.number(line, 0...TDXMapLimit.tdmrs, directive))
            map.limits.pamtEntrySize4K = ByteCount(try fields.number(line, 0...TDXMapLimit.pamtEntrySize, directive))
            map.limits.pamtEntrySize2M = ByteCount(try fields.number(line, 0...TDXMapLimit.pamtEntrySize, directive))
            map.limits.pamtEntrySize1G = ByteCount(try fields.number(line, 0...TDXMapLimit.pamtEntrySize, directive))
        case .packages:
            map.packages = Int(try fields.number(line, 1...TDXMapLimit.packages, directive))
        case .lps:
            map.statedLogicalProcessors = Int(try fields.number(line, 1...TDXMapLimit.logicalProcessors, directive))
        case .keyids:
            map.keyIDs.mktme = UInt32(try fields.number(line, 0...TDXMapLimit.keyIDs, directive))
            map.keyIDs.tdx = UInt32(try fields.number(line, 0...TDXMapLimit.keyIDs, directive))
        case .maxPFN:
            map.statedMaxPFN = PageFrame(try fields.number(line, 0...PageFrame.limit.rawValue, directive))
        case .bitmapBits:
            map.limits.pamtBitmapBits = Int(try fields.number(line, 0...TDXMapLimit.bitmapBits, directive))
        }
    }

    /// Whether a line holds only a comment or blanks.
    static func isComment(_ line: Span<UInt8>) -> Bool {
        var fields = LineFields()
        return fields.nextWord(line) == nil
    }

    /// Whether a line is the header of the format, in any version.
    static func isHeader(_ line: Span<UInt8>) -> Bool {
        var fields = LineFields()
        guard let word = fields.nextWord(line) else { return false }
        var position = word.lowerBound
        return line.take("tdxmap", &position) && position == word.upperBound
    }
}
