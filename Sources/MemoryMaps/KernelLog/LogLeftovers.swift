/// Removes the leftovers of terminals, mailers and crashes from a line.
enum LogLeftovers {
    /// The text without colour codes and NULs, with quoted-printable and foreign blanks replaced, and with a newline for each line end inside.
    static func cleaned(_ text: Span<UInt8>) -> [UInt8] {
        var clean: [UInt8] = []
        clean.reserveCapacity(text.count)
        var position = 0
        while position < text.count {
            if skipColour(text, &position) { continue }
            if let byte = decoded(text, &position) {
                clean.append(byte)
            } else {
                if text[position] != 0 { clean.append(text[position]) }
                position += 1
            }
        }
        return clean
    }

    /// Moves past an escape sequence: ESC `[` parameters letter, also as `#033[`, or ESC and one more byte.
    private static func skipColour(_ text: Span<UInt8>, _ position: inout Int) -> Bool {
        var end = position
        guard text.take("\u{1b}[", &end) || text.take("#033[", &end) else {
            guard text.take("\u{1b}", &position) else { return false }
            // ESC ( B selects a character set.
            if text.takeByte("(", &position) || text.takeByte(")", &position) {
                position = min(position + 1, text.count)
            }
            return true
        }
        while end < text.count, (0x20...0x3f).contains(text[end]) { end += 1 }
        position = min(end + 1, text.count)
        return true
    }

    /// Takes an encoded character that logs contain. Others stay: `=10` may be a number after an equals sign.
    private static func decoded(_ text: Span<UInt8>, _ position: inout Int) -> UInt8? {
        if text.take("=3D", &position) { return UInt8(ascii: "=") }
        if text.take("=5B", &position) { return UInt8(ascii: "[") }
        if text.take("=5D", &position) { return UInt8(ascii: "]") }
        if text.take("=0D=0A", &position) || text.take("=0A", &position) || text.take("=0D", &position) {
            return UInt8(ascii: "\n")
        }
        if text.take("=C2=A0", &position) || text.take("\u{a0}", &position) { return UInt8(ascii: " ") }
        if text.take("=20", &position) || text.take("=09", &position) || text.take("=A0", &position) {
            return UInt8(ascii: " ")
        }
        return nil
    }
}
