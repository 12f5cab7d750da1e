import PhysicalMemory
import TDXModule

extension LogStatement {
    /// The event that the statement reports about TDX, and its text; nil for a statement about something else.
    var tdxEvent: (TDXLogEvent, text: String)? {
        switch self {
        case .keyIDs(let start, let end):
            guard start >= 1, start <= end, end <= TDXMapLimit.keyIDs else { return nil }
            return (
                .biosEnabled(KeyIDCounts(mktme: UInt32(start - 1), tdx: UInt32(end - start))),
                "BIOS enabled: private KeyID range [\(start), \(end))"
            )
        case .cmr: return (.cmr, "CMR")
        case .tdx(.pamt(let size)): return (.pamtAllocated(size), "\(size.kib) KB allocated for PAMT")
        case .tdx(.dynamicPAMT): return (.dynamicPAMT, "Enable Dynamic PAMT")
        case .tdx(.initialized): return (.initialized, "module initialized")
        case .tdx(.failed(let errno, let text)): return (.failed(errno), text)
        case .tdx(.module(let text)): return (.moduleVersion(text), text)
        case .tdx(.message(let text)): return (TDXLogEvent(message: text), "initialization failed: \(text)")
        case .tdx(.event(let event, let text)): return (event, text)
        default: return nil
        }
    }
}

extension TDXLogEvent {
    /// Reads the kernel's message behind `initialization failed: `.
    fileprivate init(message: String) {
        let event = TDXEventParser.parse(Array(message.utf8).span, 0)
        self = event == nil || event == .other ? .failed(nil) : event ?? .other
    }
}
