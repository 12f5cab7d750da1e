extension SurveyRemark {
    /// The sentence with N for each number in it, cut to 120 characters: equal for remarks that differ in the machine's figures alone.
    ///
    /// Of the sentence and not of the subject, because shards are merged from rows that hold no more, and a merged summary has to be that of one run.
    var kind: String {
        var result = ""
        var rest = Substring(sentence)
        while let first = rest.first {
            let isNumber = first.isNumber && result.last.map { !$0.isLetter && $0 != "_" && $0 != "." } ?? true
            if isNumber {
                rest = rest.drop { $0.isHexDigit || $0 == "x" }
                if let fraction = rest.prefixMatch(of: #/\.[0-9]+/#) { rest = rest[fraction.range.upperBound...] }
                result += "N"
            } else {
                result.append(first)
                rest.removeFirst()
            }
        }
        return String(result.prefix(120))
    }
}
