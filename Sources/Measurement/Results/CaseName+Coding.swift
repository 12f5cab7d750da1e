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

extension CounterFigure {
    /// `value` and `reason` are always there, one of them null: an absent counter is never mistaken for a zero or for one that was not asked for.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(counter, forKey: .counter)
        try container.encode(value, forKey: .value)
        try container.encode(reason, forKey: .reason)
        try container.encode(source, forKey: .source)
        try container.encode(isSimulated, forKey: .isSimulated)
    }
}
