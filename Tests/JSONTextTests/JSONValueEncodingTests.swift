import Foundation
import JSONText
import SeededRandom
import TestSupport
import Testing

@Suite struct JSONValueEncodingTests {
    /// A value that asks for containers within its own.
    private struct Nesting: Encodable {
        enum CodingKeys: CodingKey { case ownName, innerList, aSuper, absent }

        func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: CodingKeys.self)
            var inner = members.nestedUnkeyedContainer(forKey: .innerList)
            try members.encode("later", forKey: .ownName)
            try members.encodeNil(forKey: .absent)
            try inner.encode(1)
            try inner.encodeNil()
            var innermost = inner.nestedContainer(keyedBy: CodingKeys.self)
            try innermost.encode([true], forKey: .ownName)
            var last = inner.nestedUnkeyedContainer()
            try last.encode(contentsOf: [Double]())
            try "s".encode(to: inner.superEncoder())
            try [2].encode(to: members.superEncoder(forKey: .aSuper))
            try [String]().encode(to: members.superEncoder())
        }
    }

    private func oracle(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func `what is encoded is what Foundation writes`() throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let sample = EncodableSample(&random)
            #expect(try JSONValue(encoding: sample).compact == (try oracle(sample)), "seed \(seed)")
        }
        #expect(try JSONValue(encoding: Nesting()).compact == (try oracle(Nesting())))
        for text in ["plain", "a/b", ""] { #expect(try JSONValue(encoding: text).compact == (try oracle(text))) }
    }

    @Test func `numbers are written as Foundation writes them`() throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var numbers: [Double] = [
            0, -0.0, 1e15, 1e16, 1e17, 0x1p53, 0x1p54, 0x1p63, 1e-5, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
        ]
        for _ in 0..<1000 {
            let bits = random.next()
            let any = Double(bitPattern: bits)
            if any.isFinite { numbers.append(any) }
            // As large as counts, with as many binary digits behind the point as times have decimal ones.
            numbers.append(Double(bits >> random.below(64)))
            numbers.append(Double(bits >> (20 + random.below(40))) / 1000)
        }
        #expect(numbers.count > 2900)
        for number in numbers {
            #expect(JSONValue.number(number).line == (try oracle(number)), "seed \(seed)")
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a number that JSON does not have is an error that says where it is`(number: Double) throws {
        let error = try #require(throws: EncodingError.self) { try JSONValue(encoding: ["someName": [1, number]]) }
        guard case .invalidValue(_, let context) = error else { throw error }
        #expect(context.codingPath.map(\.stringValue) == ["someName"])
        #expect(throws: EncodingError.self) { try JSONValue(encoding: Float(number)) }
    }

    @Test func `text of every kind reads back from a file`() throws {
        let text = "\u{10ff80}\u{10ffff}##[error]\0\u{8}\u{c}\u{1b}\u{7f}\u{9b}\u{200f}\u{2028}\u{2066}\u{feff}\"\\/é🙂"
        let file = JSONValue.file([text: .array([.string(text), try .written(encoding: text)])])
        #expect(try JSONDecoder().decode([String: [String]].self, from: Data(file)) == [text: [text, text]])
    }

    @Test func `what is written stays on its line`() throws {
        let part = try JSONValue.written(encoding: ["b": [1, 2], "a": []])
        #expect(part == .written(#"{"a":[],"b":[1,2]}"#))
        let file = JSONValue.file(["one": part, "all": [part, part], "objects": [["x": [part], "y": 1]], "none": []])
        #expect(
            String(decoding: file, as: UTF8.self) == """
                {
                "one": {"a":[],"b":[1,2]},
                "all": [
                {"a":[],"b":[1,2]},
                {"a":[],"b":[1,2]}
                ],
                "objects": [
                {"x": [
                {"a":[],"b":[1,2]}
                ],
                "y": 1}
                ],
                "none": []
                }

                """)
        #expect(JSONValue.array([part, 1]).pretty == "[{\"a\":[],\"b\":[1,2]}, 1]\n")
    }
}
