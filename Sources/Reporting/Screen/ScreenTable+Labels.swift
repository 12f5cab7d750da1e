internal import Measurement

extension ScreenTable {
    /// Characters of a line of a column's head.
    private static let labelWidth = 10
    /// Lines of a column's head below the first.
    private static let mostLabelLines = 3

    /// The head of a column: the size or the dataset, and below it the difference from the family's main curve.
    static func label(_ column: ScreenColumn, besides main: ScreenColumn) -> [String] {
        var words: [String] = []
        if column.size != nil, column.series != main.series { words.append(column.series) }
        if column.mode != main.mode { words.append(column.mode) }
        if column.measure != main.measure { words.append(name(of: column)) }
        return [place(column)] + wrapped(words.joined(separator: " "))
    }

    /// The name of a column's figures: `time`, `given-up GiB`.
    static func name(of column: ScreenColumn) -> String {
        switch column.measure {
        case .time: "time"
        case .merit(let name): column.unit.isEmpty ? name : "\(name) \(column.unit)"
        }
    }

    private static func place(_ column: ScreenColumn) -> String {
        if let size = column.size { return Figure.count(size) }
        let name = column.dataset.hasPrefix("real-") ? String(column.dataset.dropFirst(5)) : column.dataset
        return String(name.prefix(labelWidth).reversed().drop { $0 == "-" }.reversed())
    }

    /// Broken at blanks and behind hyphens.
    private static func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        var words: [String] = [""]
        for character in text {
            if character == " " { words.append("") } else { words[words.count - 1].append(character) }
            if character == "-" { words.append("") }
        }
        for word in words where !word.isEmpty {
            if let last = lines.last, last.hasSuffix("-"), last.count + word.count <= labelWidth {
                lines[lines.count - 1] += word
            } else if let last = lines.last, !last.hasSuffix("-"), last.count + 1 + word.count <= labelWidth {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word.prefix(labelWidth)))
            }
        }
        guard lines.count > mostLabelLines else { return lines }
        return Array(lines.prefix(mostLabelLines))
    }
}
