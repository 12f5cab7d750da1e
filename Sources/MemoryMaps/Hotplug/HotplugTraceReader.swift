import PhysicalMemory
internal import SafeText
internal import SystemPackage

/// Reads the text of a `HotplugTrace`, in the manner of a tdxmap: a line is a directive; `#` starts a comment; numbers are decimal or 0x hex; addresses are
/// bytes, multiples of 4096, ranges half-open and not empty, an end may be 2^64.
///
///     hotplug-trace 1                the header: the first line that is not a comment
///     block SIZE                     size of a memory block: 128 MiB ... 2 GiB, a power of two; default: as Linux chooses it for the machine
///     auto-online on|off             whether memory that is plugged in goes online at once; default on
///     enable                         TDX is initialised now; without such a line: before the first event
///     add START END NODE [acpi|driver]
///                                    memory is plugged in as part of a node, by the firmware through ACPI (default) or by a driver
///     remove START END [acpi|driver] memory is taken away
///     online START END               the blocks of the range are put online through sysfs
///     offline START END              the blocks of the range are put offline through sysfs
///     guest NODE [NODE]...           a TD guest is started whose memory is bound to these nodes
///
/// The two settings stand before the first event, each at most once.
public struct HotplugTraceReader {
    private var trace = HotplugTrace()
    private var headerSeen = false
    private var settings: Set<HotplugDirective> = []

    /// Reads `path`; `-` is standard input.
    ///
    /// - Complexity: O(bytes); memory for the events only.
    public static func read(_ path: String) throws(InputError) -> HotplugTrace {
        guard path != "-" else { return try read(FileSource(descriptor: .standardInput), path: path) }
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(FilePath(argument: path), .readOnly)
        } catch {
            throw InputError(path: path, line: nil, fault: .unreadable(error as? Errno ?? .ioError))
        }
        defer { try? file.close() }
        return try read(FileSource(descriptor: file), path: path)
    }

    /// Reads a trace from memory; `name` stands for the path in messages.
    public static func read(_ bytes: [UInt8], name: String) throws(InputError) -> HotplugTrace {
        try read(ArraySource(bytes), path: name)
    }

    private static func read(_ source: some ByteSource, path: String) throws(InputError) -> HotplugTrace {
        var lines = LineStream(source)
        var reader = HotplugTraceReader()
        do {
            try lines.forEach { line, number, end throws(LineFault) in
                do throws(InputFault) {
                    try reader.take(line, number: number, end: end)
                } catch {
                    throw LineFault(line: number, fault: error)
                }
            }
        } catch {
            throw InputError(path: path, line: error.line, fault: error.fault)
        }
        guard reader.headerSeen else {
            throw InputError(
                path: path, line: max(1, lines.lineCount), fault: lines.lineCount == 0 ? .empty : .notAHotplugTrace)
        }
        return reader.trace
    }

    private mutating func take(_ line: Span<UInt8>, number: Int, end: LineEnd) throws(InputFault) {
        var fields = LineFields()
        guard let word = fields.nextWord(line) else { return }
        if end == .cut { throw .lineTooLong }
        guard headerSeen else { return try takeHeader(line, word, &fields) }
        guard let directive = HotplugDirective(line, word) else { throw .unknownDirective(line.text(word)) }
        if directive.isSetting {
            guard trace.entries.isEmpty else { throw .settingAfterEvent("\(directive.name)") }
            guard settings.insert(directive).inserted else { throw .repeatedDirective("\(directive.name)") }
        }
        if let event = try event(directive, line, &fields) {
            trace.entries.append(HotplugTrace.Entry(line: number, event: event))
        }
        guard fields.isAtEnd(line) else { throw fields.countFault(directive, line) }
    }

    private mutating func takeHeader(_ line: Span<UInt8>, _ word: Range<Int>, _ fields: inout LineFields)
        throws(InputFault)
    {
        guard line.text(word) == "hotplug-trace" else { throw .notAHotplugTrace }
        guard let version = fields.nextWord(line) else { throw .unsupportedTraceVersion("") }
        guard line.text(version) == "1", fields.isAtEnd(line) else {
            throw .unsupportedTraceVersion(line.text(version))
        }
        headerSeen = true
    }

    /// The event of a line; nil for a setting.
    private mutating func event(
        _ directive: HotplugDirective, _ line: Span<UInt8>, _ fields: inout LineFields
    ) throws(InputFault) -> HotplugEvent? {
        switch directive {
        case .block:
            let size = ByteCount(try fields.number(line, 0 ... .max, directive))
            guard HotplugTrace.blockSizes.contains(size) else {
                throw .notOneOf("\(size)", allowed: HotplugTrace.blockSizes.map(\.description).joined(separator: ", "))
            }
            trace.blockSize = size
            return nil
        case .autoOnline:
            trace.onlinesAddedMemory = try Self.word(line, &fields, ["on": true, "off": false])
            return nil
        case .enable: return .enableTDX
        case .add:
            let range = try fields.pages(line, endLimit: PageFrame(1 << 52), directive)
            let node = try Self.node(line, &fields, directive)
            return .add(MemoryRegion(pages: range, node: node), try Self.source(line, &fields))
        case .remove:
            let range = try fields.pages(line, endLimit: PageFrame(1 << 52), directive)
            return .remove(range, try Self.source(line, &fields))
        case .online: return .online(try fields.pages(line, endLimit: PageFrame(1 << 52), directive))
        case .offline: return .offline(try fields.pages(line, endLimit: PageFrame(1 << 52), directive))
        case .guest:
            var nodes = [try Self.node(line, &fields, directive)]
            while !fields.isAtEnd(line) { nodes.append(try Self.node(line, &fields, directive)) }
            return .startGuest(nodes)
        }
    }

    private static func node(_ line: Span<UInt8>, _ fields: inout LineFields, _ directive: HotplugDirective)
        throws(InputFault) -> NodeID
    {
        NodeID(UInt32(try fields.number(line, 0...TDXMapLimit.node, directive)))
    }

    private static func source(_ line: Span<UInt8>, _ fields: inout LineFields) throws(InputFault) -> HotplugSource {
        fields.isAtEnd(line) ? .acpi : try word(line, &fields, ["acpi": .acpi, "driver": .driver])
    }

    /// The next word, which must be one of `meanings`.
    private static func word<Meaning>(
        _ line: Span<UInt8>, _ fields: inout LineFields, _ meanings: KeyValuePairs<String, Meaning>
    ) throws(InputFault) -> Meaning {
        let word = fields.nextWord(line).map { line.text($0) } ?? ""
        guard let meaning = meanings.first(where: { $0.key == word })?.value else {
            throw .notOneOf(word, allowed: meanings.map { "'\($0.key)'" }.joined(separator: ", "))
        }
        return meaning
    }
}
