extension JSONValue {
    /// The JSON of `value`: its members sorted by name, the names in snake_case.
    /// - Throws: `EncodingError` for a number that is not finite, and what `value` throws.
    package init(encoding value: some Encodable) throws {
        let encoder = JSONValueEncoder()
        try encoder.put(value)
        self = encoder.value
    }

    /// The same as encoded text: it stays on one line and is encoded only once, however often it is written.
    /// - Throws: as `init(encoding:)`.
    package static func written(encoding value: some Encodable) throws -> JSONValue {
        .written(try JSONValue(encoding: value).compact)
    }

    /// Each of `values` as encoded text.
    /// - Throws: as `init(encoding:)`.
    package static func written(each values: [some Encodable]) throws -> [JSONValue] {
        try values.map { try .written(encoding: $0) }
    }
}

extension JSONValue.Member {
    /// The name of `key` in a file: `cpuSamples` is `cpu_samples`.
    package static func name(of key: any CodingKey) -> String {
        key.stringValue.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }
}
