/// A JSON value to be written. Objects keep the order of their members, so the same value gives the same bytes.
///
/// Writing only; the project's own files are read by Foundation's decoder.
package enum JSONValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without a fraction.
    case integer(Int64)
    /// Written with the fewest digits that read back as the same number; `null` for infinities and NaN, which JSON does not have.
    case number(Double)
    /// Text, escaped when it is written.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Members in the order in which they are written; names are not checked for being different.
    case object([Member])
    /// A table, written as an array of arrays.
    case table(JSONTable)
    /// One JSON value as encoded text, inserted unchanged.
    case written(String)

    /// A name and its value in an object.
    package struct Member: Sendable, Hashable {
        /// As it is printed, not escaped.
        package var name: String
        /// The value.
        package var value: JSONValue

        /// A member called `name`.
        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// Members in the order written.
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements.map { Member($0, $1) }) }
}

extension JSONValue {
    /// The integer, clamped to 64 signed bits.
    package init(_ value: some BinaryInteger) { self = .integer(Int64(clamping: value)) }
    /// The string, or `null`.
    package static func optional(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    /// The number, or `null`.
    package static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    /// Lower-case hex without padding, as a string: `"0x80000000"`.
    package static func hex(_ value: UInt64) -> JSONValue { .string("0x" + String(value, radix: 16)) }
}
