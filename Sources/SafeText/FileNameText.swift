/// Names of files made from text.
package enum FileNameText {
    private static let longest = 120

    /// Letters, digits and `.`, `_`, `+`, `=`, `-` of ASCII; everything else becomes `-`. Never hidden, never an option, at most 120 characters.
    package static func name(_ text: String) -> String {
        let plain = text.unicodeScalars.map { character -> Character in
            switch character {
            case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "+", "=", "-": Character(character)
            default: "-"
            }
        }
        let name = String(plain.prefix(longest))
        return name.isEmpty || name.hasPrefix(".") || name.hasPrefix("-") ? "_" + name.dropFirst() : name
    }

    /// The names, with `-2`, `-3` and so on appended to repeated ones. All differ on every file system.
    package static func distinct(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.map { text in
            let name = name(text)
            var candidate = name
            var number = 1
            while !taken.insert(candidate.lowercased()).inserted {
                number += 1
                candidate = "\(name)-\(number)"
            }
            return candidate
        }
    }
}
