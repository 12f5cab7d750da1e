/// Lines broken at a width, byte for byte as fold of the GNU core utilities does.
package enum Fold {
    /// - Parameters:
    ///   - text: ASCII, its lines ended by line feeds.
    ///   - atBlanks: whether lines are broken behind their last blank (`fold -s`) rather than where they are full.
    package static func fold(_ text: [UInt8], width: Int, atBlanks: Bool) -> [UInt8] {
        var result: [UInt8] = []
        var line: [UInt8] = []
        var column = 0
        func next(_ byte: UInt8, _ column: Int) -> Int { byte == UInt8(ascii: "\t") ? column / 8 * 8 + 8 : column + 1 }
        for byte in text {
            if byte == UInt8(ascii: "\n") {
                result += line + [byte]
                line = []
                column = 0
                continue
            }
            if next(byte, column) > width, !line.isEmpty {
                let blank = atBlanks ? line.lastIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } : nil
                let end = blank.map { $0 + 1 } ?? line.count
                result += line[..<end] + [UInt8(ascii: "\n")]
                line.removeFirst(end)
                column = line.reduce(0) { next($1, $0) }
                if next(byte, column) > width, !line.isEmpty {
                    result += line + [UInt8(ascii: "\n")]
                    line = []
                    column = 0
                }
            }
            line.append(byte)
            column = next(byte, column)
        }
        return result + line
    }
}
