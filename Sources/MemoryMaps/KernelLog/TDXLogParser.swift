import PhysicalMemory
import TDXModule

/// Reads the kernel's messages about the TDX module; the text after `tdx: `.
enum TDXLogParser {
    /// The statement of the line; none where it comes from another program than the kernel.
    static func parse(kernels text: Span<UInt8>, _ start: Int) -> LogParse {
        MessageStart.isKernels(text, at: start - "tdx: ".utf8.count) ? parse(text, start) : .none
    }

    static func parse(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        if let size = pamtSize(text, start) { return .statement(.tdx(.pamt(size))) }
        if isDynamicPAMT(text, start) { return .statement(.tdx(.dynamicPAMT)) }
        if isInitialized(text, start) { return .statement(.tdx(.initialized)) }
        var position = start
        for wording in ["module", "TDX module", "TDX-Module"] as [StaticString] {
            position = start
            guard text.take(wording, &position), text.take(" initialization failed (-", &position) else { continue }
            guard case .value(let errno) = text.decimalDigits(&position), text.takeByte(")", &position) else {
                return .cutShort
            }
            return .statement(.tdx(.failed(ErrorNumber(rawValue: errno), text: rest(text, start))))
        }
        position = start
        if text.take("initialization failed: ", &position) {
            let message = LogStatement.tdx(.message(rest(text, position)))
            return isWhole(text, position) ? .statement(message) : .openEnded(message)
        }
        for name in ["Module version: ", "TDX module: ", "TDX module version: ", "TDX module detected: "]
            as [StaticString]
        where text.take(name, &position) {
            return .statement(.tdx(.module(rest(text, position))))
        }
        // Other words behind the name are not a version.
        if text.take("TDX module ", &position), position < text.count, text[position] &- UInt8(ascii: "0") < 10 {
            return .statement(.tdx(.module(rest(text, position))))
        }
        return event(text, start)
    }

    /// A line with a SEAMCALL but without the prefix of the kernel's TDX code; the text after other prefixes.
    static func seamcall(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        guard MessageStart.isInKernels(text, keyword: start) else { return .none }
        return switch SEAMCALLLine.parse(text, start) {
        case .none: .none
        case .cutShort: .cutShort
        case .event(let event): .statement(.tdx(.event(event, text: rest(text, start))))
        }
    }

    /// KVM's message when it refuses to use TDX; its other lines have keywords of their own, or do not concern the start-up.
    static func kvm(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        guard MessageStart.isKernels(text, at: start - "kvm_intel: ".utf8.count) else { return .none }
        var position = start
        _ = text.take("tdx: ", &position)
        return TDXEventParser.refusal(text, position).map {
            .statement(.tdx(.event(.refusedByKVM($0), text: rest(text, position))))
        } ?? .none
    }

    /// The same where the line has no prefix; the text after `Cannot enable TDX `.
    static func bareRefusal(_ text: Span<UInt8>, _ end: Int) -> LogParse {
        let start = end - LogKeyword.cannotEnable.rawValue.utf8.count
        guard MessageStart.isKernels(text, at: start) else { return .none }
        return TDXEventParser.refusal(text, start).map {
            .statement(.tdx(.event(.refusedByKVM($0), text: rest(text, start))))
        } ?? .none
    }

    /// The statement of a text that begins with its keyword and is not continued: a failed SEAMCALL or start-up, without
    /// the status or error number inside which the line is cut.
    static func withoutRest(_ text: Span<UInt8>) -> LogStatement? {
        var start = 0
        _ = text.take("tdx: ", &start)
        let isVerdict = text.find("initialization failed (", from: start) != nil
        let event = SEAMCALLLine.withoutRest(text, start) ?? (isVerdict ? .failed(nil) : nil)
        return event.map { .tdx(.event($0, text: rest(text, start))) }
    }

    /// `module initialization failed (-28)` without the prefix of the kernel's TDX code; the text after `initialization
    /// failed (-`. A driver's line of the kind has the driver's name in front.
    static func bareFailure(_ text: Span<UInt8>, _ end: Int) -> LogParse {
        let words = ["TDX-Module", "TDX module", "module"] as [StaticString]
        for word in words {
            var start = end - " initialization failed (-".utf8.count - word.utf8CodeUnitCount
            let first = start
            guard start >= 0, text.take(word, &start) else { continue }
            if let prefix = text.find("tdx: ", from: 0), prefix <= first { return .none }
            guard MessageStart.isKernels(text, at: first, isBare: true) else { return .none }
            return parse(text, first)
        }
        return .none
    }

    /// KeyIDs and CMRs have keywords of their own.
    private static func event(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        if text.find("KeyID range", from: start) != nil || text.find("CMR:", from: start) != nil { return .none }
        guard let event = TDXEventParser.parse(text, start) else { return .cutShort }
        let statement = LogStatement.tdx(.event(event, text: rest(text, start)))
        return event == .other || event == .failed(nil) ? .openEnded(statement) : .statement(statement)
    }

    /// Whether a message ends as the kernel's do.
    private static func isWhole(_ text: Span<UInt8>, _ start: Int) -> Bool {
        ["exhausted.", "available.", "is enabled", "failed ("].contains { (end: StaticString) in
            text.find(end, from: start) != nil
        }
    }

    /// `1050636 KB allocated for PAMT`, with KBs and a full stop in some versions, and `65667 pages` in the first ones.
    private static func pamtSize(_ text: Span<UInt8>, _ start: Int) -> ByteCount? {
        var position = start
        guard case .value(let count) = text.decimalDigits(&position) else { return nil }
        if text.take(" pages allocated for PAMT", &position) {
            return count < 1 << 52 ? .pages(count) : nil
        }
        guard text.take(" KB", &position) else { return nil }
        _ = text.takeByte("s", &position)
        return text.take(" allocated for PAMT", &position) ? .kib(clamping: count) : nil
    }

    private static func isDynamicPAMT(_ text: Span<UInt8>, _ start: Int) -> Bool {
        var position = start
        return text.take("Enable Dynamic PAMT", &position)
    }

    private static func isInitialized(_ text: Span<UInt8>, _ start: Int) -> Bool {
        for wording in ["module initialized", "TDX module initialized", "TDX-Module initialized"] as [StaticString] {
            var position = start
            if text.take(wording, &position) { return true }
        }
        return false
    }

    private static func rest(_ text: Span<UInt8>, _ start: Int) -> String {
        var end = text.count
        while end > start, Span<UInt8>.isBlank(text[end - 1]) { end -= 1 }
        return text.text(start..<end, longest: 200)
    }
}
