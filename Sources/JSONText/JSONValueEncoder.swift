/// The encoder that turns an `Encodable` into a `JSONValue`: one value, elements or members.
final class JSONValueEncoder: Encoder, SingleValueEncodingContainer, UnkeyedEncodingContainer {
    private enum Shape { case plain, array, object }

    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var shape = Shape.plain
    /// Values are evaluated at the end, because a nested container is filled after it was returned.
    private var parts: [(name: String, value: () -> JSONValue)] = []

    init(_ codingPath: [any CodingKey] = []) { self.codingPath = codingPath }

    /// The encoded value, members sorted by name.
    var value: JSONValue {
        switch shape {
        case .plain: parts.first?.value() ?? .object([])
        case .array: .array(parts.map { $0.value() })
        case .object: .object(parts.sorted { $0.name < $1.name }.map { JSONValue.Member($0.name, $0.value()) })
        }
    }

    var count: Int { parts.count }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        shape = .object
        return KeyedEncodingContainer(JSONMemberContainer(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        shape = .array
        return self
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { put(.null) }
    func encode(_ value: some Encodable) throws { try put(value) }
    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        nested().container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
    func superEncoder() -> any Encoder { nested() }

    private func path(to key: (any CodingKey)?) -> [any CodingKey] { codingPath + (key.map { [$0] } ?? []) }

    /// Puts in an encoder's value, under the name of `key` where this is an object.
    func nested(_ key: (any CodingKey)? = nil) -> JSONValueEncoder {
        let encoder = JSONValueEncoder(path(to: key))
        put(encoder.value, key)
        return encoder
    }

    /// Puts in a value, under the name of `key` where this is an object.
    func put(_ value: @autoclosure @escaping () -> JSONValue, _ key: (any CodingKey)? = nil) {
        parts.append((key.map(JSONValue.Member.name(of:)) ?? "", value))
    }

    /// - Throws: `EncodingError` for a number that is not finite, and what `value` throws.
    func put(_ value: some Encodable, _ key: (any CodingKey)? = nil) throws {
        switch value {
        case let number as any BinaryFloatingPoint:
            let number = Double(number)
            guard number.isFinite else {
                throw EncodingError.invalidValue(
                    number, .init(codingPath: path(to: key), debugDescription: "\(number) in JSON"))
            }
            put(.number(number), key)
        case let number as any BinaryInteger:
            put(Int64(exactly: number).map { .integer($0) } ?? .written("\(number)"), key)
        case let text as String: put(.string(text), key)
        case let flag as Bool: put(.bool(flag), key)
        default: try value.encode(to: nested(key))
        }
    }
}
