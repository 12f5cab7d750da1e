package import JSONText
package import PhysicalMemory

/// Appends the descriptions of these values without making a `String` of each.
extension TextBuffer {
    /// The frame's byte address in hex; PFN 2^52 has one too.
    package mutating func append(address frame: PageFrame) { append(hex: frame.rawValue, zeros: 3) }

    /// Appends a range of bytes, `[0xSTART, 0xEND)`.
    package mutating func append(_ range: PageRange) {
        append("[")
        append(address: range.start)
        append(", ")
        append(address: range.end)
        append(")")
    }

    /// Appends a size in bytes.
    package mutating func append(_ size: ByteCount) {
        let unit = size.largestUnit
        append(decimal: size.rawValue >> unit.shift)
        append(" ")
        append(unit.name)
    }
}
