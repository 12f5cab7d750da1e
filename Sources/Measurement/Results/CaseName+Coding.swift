import SafeText

extension CaseName: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let name = CaseName(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(TerminalText.quoted(text))' is not family/algorithm/dataset/mode")
        }
        self = name
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
