import PhysicalMemory
import TDXModule

/// Reads the lines about TDX that are not part of a memory map: checks and failures. Wordings of all kernels since 2022.
enum TDXEventParser {
    /// The event of the text from `start`, behind the prefix; nil where the line ends inside it.
    static func parse(_ text: Span<UInt8>, _ start: Int) -> TDXLogEvent? {
        switch SEAMCALLLine.parse(text, start) {
        case .event(let event): return event
        case .cutShort: return nil
        case .none: break
        }
        var position = start
        if text.take("RCX ", &position) || text.take("R09 ", &position) { return registers(text, start) }
        if let notifier = text.find("register_memory_notifier", from: start) {
            return .noMemoryNotifier(errorNumber(text, notifier))
        }
        for (words, event) in wordings where text.find(words, from: start) != nil { return event }
        if let refusal = refusal(text, start), refusal != .module { return .refusedByKVM(refusal) }
        if text.find("Failed to initialize TDX module", from: start) != nil { return .failed(nil) }
        if let failure = text.find("initialization failed", from: start) { return .failed(errorNumber(text, failure)) }
        return .other
    }

    /// Texts that a line contains, the more specific ones first.
    private static let wordings: [(StaticString, TDXLogEvent)] = [
        ("too few private KeyID", .tooFewKeyIDs), ("ibernation support is enabled", .hibernation),
        ("isable ACPI S3", .noSuspend), ("not supported by the host platform", .unsupportedPlatform),
        ("XSAVE is required", .missing(.xsave)),
        ("MOVDIR64B is required", .missing(.movdir64b)), ("elf-snoop is required", .missing(.selfSnoop)),
        ("odule not loaded", .moduleNotLoaded),
        ("module isn't loaded", .moduleNotLoaded), ("module is not loaded", .moduleNotLoaded),
        ("RBP) clobber", .clobbersRBP), ("Enable Dynamic PAMT", .dynamicPAMT), ("TDMRs exhausted", .tdmrsExhausted),
        ("reserved areas exhausted", .areasExhausted),
        ("ot enabled by BIOS", .biosDisabled), ("isabled by BIOS", .biosDisabled),
        ("ot enabled in BIOS", .biosDisabled),
        ("Guest detected", .guest), ("Guest initialized", .guest),
    ]

    /// The refusal that KVM reports behind its prefix; nil for a line about something else. Wordings of 6.16 and later, and of the trees before.
    static func refusal(_ text: Span<UInt8>, _ start: Int) -> TDXLogEvent.KVMRefusal? {
        refusals.first { text.find($0.words, from: start) != nil }?.refusal
    }

    private static let refusals: [(words: StaticString, refusal: TDXLogEvent.KVMRefusal)] = [
        ("elf-snoop is required for TDX", .cpu(.selfSnoop)), ("elf-snoop is reqiured for TDX", .cpu(.selfSnoop)),
        ("MOVDIR64B is required for TDX", .cpu(.movdir64b)), ("MOVDIR64B is reqiured for TDX", .cpu(.movdir64b)),
        ("XSAVE is required for TDX", .cpu(.xsave)), ("XSAVE is reqiured for TDX", .cpu(.xsave)),
        ("no TDX private KeyIDs available", .keyIDs), ("TDX not supported by the host platform", .platform),
        ("APICv is required for TDX", .apicv), ("EPT is required for TDX", .paging),
        ("A/D bit is required for TDX", .paging), ("TDX requires TDP MMU", .paging),
        ("TDX requires mmio caching", .paging), ("requires kvm.enable_virt_at_load", .virtualizationAtLoad),
        ("Disable TDX: MAX_VCPU_PER_TD", .tooManyProcessors), ("TDX requires baremetal", .guest),
        ("Cannot enable TDX with EPT disabled", .paging), ("Cannot enable TDX on TDX disabled platform", .platform),
        ("Failed to initialize TDX module", .module),
    ]

    /// `(-28)` or ` -28` somewhere behind `start`, as 28.
    private static func errorNumber(_ text: Span<UInt8>, _ start: Int) -> ErrorNumber? {
        var position = start
        while let minus = text.find("-", from: position) {
            position = minus
            if case .value(let number) = text.decimalDigits(&position), (1...4095).contains(number) {
                return ErrorNumber(rawValue: number)
            }
        }
        return nil
    }

    /// `RCX 0x0000000000000000 RDX 0x9100000100000008 R08 0x0000000000000000`
    private static func registers(_ text: Span<UInt8>, _ start: Int) -> TDXLogEvent? {
        var position = start
        var values: [String: UInt64] = [:]
        while position < text.count {
            let name = position
            while position < text.count, !Span<UInt8>.isBlank(text[position]) { position += 1 }
            let word = text.text(name..<position)
            text.skipBlanks(&position)
            let digits = position
            // The kernel prints 16 digits.
            guard case .value(let value) = text.number(&position), position - digits >= 18 else {
                return position == text.count ? nil : .other
            }
            values[word] = value
            text.skipBlanks(&position)
        }
        return .registers(values)
    }
}
