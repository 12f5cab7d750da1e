/// The members of an object, each put into the object's encoder.
struct JSONMemberContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    private enum SuperKey: CodingKey { case `super` }

    let encoder: JSONValueEncoder

    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil(forKey key: Key) { encoder.put(.null, key) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try encoder.put(value, key) }
    func nestedContainer<Inner: CodingKey>(keyedBy: Inner.Type, forKey key: Key) -> KeyedEncodingContainer<Inner> {
        encoder.nested(key).container(keyedBy: Inner.self)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder.nested(key).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { encoder.nested(SuperKey.super) }
    func superEncoder(forKey key: Key) -> any Encoder { encoder.nested(key) }
}
