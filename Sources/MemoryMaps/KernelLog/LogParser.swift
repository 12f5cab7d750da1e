/// Which parser reads the statement that a keyword announces.
enum LogParser {
    /// Reads the statement that `keyword`, ending in front of `position`, announces.
    static func parse(_ keyword: LogKeyword, _ text: Span<UInt8>, _ position: Int, isNodeMapAnnounced: Bool) -> LogParse
    {
        if isQuoted(keyword, text, position) { return .none }
        return switch keyword {
        case .bios: FirmwareMapParser.bios(text, position)
        case .user: FirmwareMapParser.changed(.user, text, position, keyword)
        case .modified: FirmwareMapParser.changed(.modified, text, position, keyword)
        case .userHeader: .statement(.changedMapHeader(.user))
        case .modifiedHeader: .statement(.changedMapHeader(.modified))
        case .srat: NodeParser.affinity(text, position)
        case .node: NodeParser.node(text, position)
        case .nodeRanges: NodeParser.nodeRangesHeader(text, position)
        case .nodeMap: .statement(.nodeRangesHeader)
        case .arrow: isNodeMapAnnounced ? NodeParser.nodeFrames(text, arrowEnd: position) : .none
        case .efi, .oldEFI: FirmwareMapParser.efi(text, position)
        case .bareEFI: FirmwareMapParser.bareEFI(text, position)
        case .tdx: TDXLogParser.parse(kernels: text, position)
        case .seamcall, .lowSEAMCALL: TDXLogParser.seamcall(text, position - keyword.rawValue.utf8.count)
        case .bareFailure: TDXLogParser.bareFailure(text, position)
        case .cannotEnable: TDXLogParser.bareRefusal(text, position)
        case .kvm: TDXLogParser.kvm(text, position)
        case .cmr: TDXLogParser.cmr(text, position)
        case .keyIDs: TDXLogParser.keyIDs(text, position)
        case .broughtUp, .bootedUp: LogCounts.processors(text, position)
        case .allowing: LogCounts.allowed(text, position)
        case .activated: LogCounts.activated(text, position)
        case .packages: LogCounts.packages(text, position)
        case .apic: LogCounts.apic(text, position)
        case .hotPlugZone: FirmwareMapParser.hotPlugZone(text, position)
        case .memblockCount: MemblockParser.count(text, position)
        case .memblockEntry: MemblockParser.entry(text, position)
        case .xen: LogCounts.xenTotal(text, position) ?? FirmwareMapParser.xen(text, position)
        case .captureKernel: PlatformParser.captureKernel(text, position)
        case .memoryTotal: LogCounts.memoryTotal(text, position)
        case .nodePages: LogCounts.nodePages(text, position)
        case .lastFrame: LogCounts.lastFrame(text, position)
        case .dropped: LogCounts.dropped(text, position - keyword.rawValue.utf8.count)
        case .missed: LogCounts.missed(text, position)
        case .lost: .statement(.missing(messages: nil))
        case .banner: startsWithDigit(text, position) ? PlatformParser.kernel(text, position) : .none
        case .firstProcessor: PlatformParser.processor(text, position)
        case .hypervisor: PlatformParser.hypervisor(text, position)
        case .encryption: PlatformParser.encryption(text, position)
        case .severalKeys: PlatformParser.severalKeys(text, position)
        case .escape, .nul, .noBreakSpace, .octalEscape, .encodedEquals, .encodedBlank, .encodedTab, .encodedNewline,
            .encodedReturn,
            .encodedNoBreakSpace, .encodedOpeningBracket, .encodedClosingBracket:
            .none
        }
    }

    /// Whether another program quotes the kernel; lines about TDX are checked more strictly elsewhere.
    private static func isQuoted(_ keyword: LogKeyword, _ text: Span<UInt8>, _ position: Int) -> Bool {
        switch keyword {
        case .banner, .firstProcessor, .hypervisor, .encryption, .severalKeys:
            MessageStart.isForeign(text, before: position)
                && !MessageStart.isKernels(text, at: position - keyword.rawValue.utf8.count)
        default: false
        }
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    static func isInsideWord(_ text: Span<UInt8>, _ position: Int) -> Bool {
        position > 0 && isWordByte(text[position - 1])
    }

    private static func startsWithDigit(_ text: Span<UInt8>, _ position: Int) -> Bool {
        position < text.count && Span<UInt8>.isDigit(text[position])
    }
}
