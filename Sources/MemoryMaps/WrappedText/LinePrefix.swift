/// The prefix of a log's lines; the rest of a wrapped line does not have it.
enum LinePrefix: Hashable {
    /// `[    0.000000]`, `[  +0.000011]`
    case uptime
    /// `[Thu Feb 29 07:43:02 2024]`
    case clock
    /// `<6>[    0.000000]`
    case level
    /// `Jun 29 18:28:41 host kernel:`
    case syslog
    /// `2024-01-05T12:03:46+01:00 host kernel:`
    case date
    /// `kern  :info  : [    0.000000]`
    case facility
    /// `(XEN)`
    case xen

    /// nil for a line without such a prefix; quoting marks of mail may stand before it.
    init?(_ line: Span<UInt8>) {
        var position = 0
        line.skipQuoting(&position)
        guard position < line.count else { return nil }
        let text = line.extracting(position...)
        switch text[0] {
        case UInt8(ascii: "["):
            guard let bracketed = Self(bracketed: text) else { return nil }
            self = bracketed
        case UInt8(ascii: "<"):
            guard Self.isLevel(text) else { return nil }
            self = .level
        case UInt8(ascii: "("):
            var end = 0
            guard text.take("(XEN)", &end) else { return nil }
            self = .xen
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard Self.isDate(text) else { return nil }
            self = .date
        default:
            if Self.isSyslog(text) {
                self = .syslog
            } else if Self.isFacility(text) {
                self = .facility
            } else {
                return nil
            }
        }
    }

    private init?(bracketed text: Span<UInt8>) {
        var position = 1
        text.skipBlanks(&position)
        _ = text.takeByte("+", &position)
        if text.decimalDigits(&position) != .none {
            guard text.takeByte(".", &position), text.decimalDigits(&position) != .none else { return nil }
            self = .uptime
            return
        }
        position = 1
        guard Self.takeLetters(text, &position, 3...3), text.takeByte(" ", &position),
            Self.takeLetters(text, &position, 3...3), text.takeByte(" ", &position)
        else { return nil }
        text.skipBlanks(&position)
        guard text.decimalDigits(&position) != .none else { return nil }
        self = .clock
    }

    private static func isLevel(_ text: Span<UInt8>) -> Bool {
        var position = 1
        return text.decimalDigits(&position) != .none && text.takeByte(">", &position)
    }

    private static func isDate(_ text: Span<UInt8>) -> Bool {
        var position = 0
        return text.decimalDigits(&position) != .none && position == 4 && text.takeByte("-", &position)
            && text.decimalDigits(&position) != .none && text.takeByte("-", &position)
            && text.decimalDigits(&position) != .none && position == 10
    }

    private static func isSyslog(_ text: Span<UInt8>) -> Bool {
        var position = 0
        guard takeLetters(text, &position, 3...6), text.takeByte(" ", &position) else { return false }
        text.skipBlanks(&position)
        return text.decimalDigits(&position) != .none && text.takeByte(" ", &position)
            && text.decimalDigits(&position) != .none && text.takeByte(":", &position)
            && text.decimalDigits(&position) != .none && text.takeByte(":", &position)
    }

    private static func isFacility(_ text: Span<UInt8>) -> Bool {
        var position = 0
        for _ in 0..<2 {
            guard takeLetters(text, &position, 3...8) else { return false }
            text.skipBlanks(&position)
            guard text.takeByte(":", &position) else { return false }
        }
        return text.takeByte(" ", &position)
    }

    /// Takes letters of any language.
    private static func takeLetters(_ text: Span<UInt8>, _ position: inout Int, _ count: ClosedRange<Int>) -> Bool {
        let start = position
        while position < text.count, position - start <= count.upperBound {
            switch text[position] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: position += 1
            default: return count.contains(position - start)
            }
        }
        return count.contains(position - start)
    }
}
