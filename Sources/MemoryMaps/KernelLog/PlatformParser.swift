/// Reads the facts of a kernel log about the platform, except its memory. Each function gets the position after its keyword.
enum PlatformParser {
    /// `6.8.0-1004-intel (buildd@...) ...` behind `Linux version `
    static func kernel(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var end = start
        while end < text.count, !Span<UInt8>.isBlank(text[end]) { end += 1 }
        return .statement(.banner(version: text.text(start..<end)))
    }

    /// `Intel(R) Xeon(R) Platinum 8480CTDX (family: 0x6, model: 0x8f, stepping: 0x8)`; other lines about CPU0 do not match.
    static func processor(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        guard let family = text.find(" (fam", from: start) else { return .none }
        var first = start
        text.skipBlanks(&first)
        let end = max(first, family - " (fam".utf8.count)
        return .statement(.platform(.processor(text.text(first..<end))))
    }

    /// `KVM`
    static func hypervisor(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var end = text.count
        while end > start, Span<UInt8>.isBlank(text[end - 1]) { end -= 1 }
        return end > start ? .statement(.platform(.hypervisor(text.text(start..<end)))) : .none
    }

    /// `enabled by BIOS`, `not enabled by BIOS`
    static func encryption(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        switchedOn(text, start).map { .statement(.platform(.encryption($0))) } ?? .none
    }

    /// `enabled by BIOS`, `disabled by BIOS`, `63 KeyIDs available`
    static func severalKeys(_ text: Span<UInt8>, _ start: Int) -> LogParse {
        var position = start
        if case .value(let count) = text.decimalDigits(&position), text.take(" KeyIDs available", &position) {
            return .statement(.platform(.keyIDs(count)))
        }
        return switchedOn(text, start).map { .statement(.platform(.severalKeys($0))) } ?? .none
    }

    private static func switchedOn(_ text: Span<UInt8>, _ start: Int) -> Bool? {
        var position = start
        if text.take("enabled by BIOS", &position) { return true }
        return text.take("not enabled by BIOS", &position) || text.take("disabled by BIOS", &position) ? false : nil
    }

    /// `Command line: ... elfcorehdr=0x...`, `Kernel command line: ... elfcorehdr=0x...`
    static func captureKernel(_ text: Span<UInt8>, _ end: Int) -> LogParse {
        guard let word = text.find("ommand line: ", from: 0), word < end else { return .none }
        return .statement(.captureKernel(isEarly: text.find("Kernel command line: ", from: 0) == nil))
    }
}
