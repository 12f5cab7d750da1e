/// An array of rows of numbers that may have millions of rows: eight bytes a number, where an array of `JSONValue` takes many times that.
package struct JSONTable: Sendable, Hashable {
    /// How the numbers of a column are written.
    package enum Column: Sendable, Hashable {
        /// A JSON number.
        case decimal
        /// A string of lower-case hex: `"0x80000"`, with `zeros` digits 0 appended to each number except 0.
        case hex(zeros: Int)
    }

    /// The columns of every row, from the left.
    package let columns: [Column]
    /// Row after row.
    package let numbers: [UInt64]

    /// - Parameter numbers: row after row; an incomplete last row is not written.
    package init(_ columns: [Column], _ numbers: [UInt64]) {
        self.columns = columns
        self.numbers = numbers
    }

    /// Rows, 0 without columns.
    package var count: Int { columns.isEmpty ? 0 : numbers.count / columns.count }

    /// Appends all rows without the enclosing brackets.
    /// - Parameter separator: the text between two rows.
    func write(to text: inout some TextOutputStream, separator: String) {
        var buffer = TextBuffer()
        for row in 0..<count {
            if row > 0 { for byte in separator.utf8 { buffer.append(byte) } }
            buffer.append(UInt8(ascii: "["))
            for (i, column) in columns.enumerated() {
                if i > 0 { buffer.append(", ") }
                buffer.append(numbers[row * columns.count + i], as: column)
                if buffer.isFull { buffer.empty(into: &text) }
            }
            buffer.append(UInt8(ascii: "]"))
        }
        buffer.empty(into: &text)
    }
}

extension TextBuffer {
    fileprivate mutating func append(_ number: UInt64, as column: JSONTable.Column) {
        switch column {
        case .decimal: append(decimal: number)
        case .hex(let zeros):
            append(UInt8(ascii: "\""))
            append(hex: number, zeros: zeros)
            append(UInt8(ascii: "\""))
        }
    }
}
