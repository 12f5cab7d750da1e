extension CounterFigure {
    /// `value` and `reason` are always written, one of them null: an absent counter is not mistaken for a zero or for one that was not asked for.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(counter, forKey: .counter)
        try container.encode(value, forKey: .value)
        try container.encode(reason, forKey: .reason)
        try container.encode(source, forKey: .source)
        try container.encode(isSimulated, forKey: .isSimulated)
    }
}
