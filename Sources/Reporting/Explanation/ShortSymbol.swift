/// A function's name for little room: without the types it takes and gives, and without its module.
enum ShortSymbol {
    /// `closure #1 (Swift.Int) -> Swift.Bool in Shapes.Circle.covers(Shapes.Point) -> Swift.Bool` becomes `closure #1 in Circle.covers`.
    static func text(_ name: String) -> String {
        var (words, depth): ([Substring], Int) = ([], 0)
        var bare = ""
        var before: Character = " "
        for character in name {
            if character == "(" || character == "<" && before != "." { depth += 1 }
            if depth == 0 { bare.append(character) }
            if character == ")" || character == ">" && depth > 0 && before != "-" { depth -= 1 }
            before = character
        }
        var isResult = false
        for word in bare.split(separator: " ") {
            if word == "->" || word == "throws" {
                isResult = true
            } else if word == "in" || word == "for" {
                isResult = false
                words.append(word)
            } else if !isResult {
                words.append(unqualified(word))
            }
        }
        while let last = words.last, last == "in" || last == "for" { words.removeLast() }
        let short = words.joined(separator: " ")
        return short.isEmpty ? name : short
    }

    /// `Module.Type.member` without the module; C names and operators have none.
    private static func unqualified(_ word: Substring) -> Substring {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.allSatisfy({ !$0.isEmpty }) else { return word }
        return word[parts[1].startIndex...]
    }
}
