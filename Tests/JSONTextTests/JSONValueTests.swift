import Foundation
import JSONText
import SeededRandom
import TestSupport
import Testing

@Suite struct JSONValueTests {
    @Test func `a value is written on one line in the order of its members`() {
        let value: JSONValue = ["b": 1, "a": [1, 2.5, nil, true], "s": "x\"\\\n\u{1}é"]
        #expect(value.line == #"{"b": 1, "a": [1, 2.5, null, true], "s": "x\"\\\n\u0001é"}"#)
    }

    @Test func `pretty text keeps plain arrays on one line`() {
        let value: JSONValue = ["a": [[1, 2], [3, 4]], "e": [], "o": .object([])]
        #expect(value.pretty == "{\n  \"a\": [\n    [1, 2],\n    [3, 4]\n  ],\n  \"e\": [],\n  \"o\": {}\n}\n")
    }

    @Test func `what JSON does not have becomes null`() {
        #expect(JSONValue.array([.number(.nan), .number(.infinity), .number(-0.5)]).line == "[null, null, -0.5]")
    }

    @Test func `random values read back the same`() throws {
        // Always the same values: Foundation reads some very small numbers through a decimal that is off by more than `same` allows.
        for seed in UInt64(0)..<200 {
            var random = SeededRandom(seed: seed)
            let value = Self.random(&random, depth: 0)
            for text in [value.line, value.pretty] {
                let read = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
                #expect(Self.same(value, read), "seed \(seed): \(text)")
            }
        }
    }

    @Test func `a number is written with enough digits to be the same again`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var judged = 0
        for _ in 0..<1000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            #expect(Double(JSONValue.number(number).line) == number, "seed \(seed)")
            judged += 1
        }
        #expect(judged > 900)
    }

    private static func random(_ random: inout SeededRandom, depth: Int) -> JSONValue {
        switch random.below(depth > 3 ? 5 : 7) {
        case 0: return .null
        case 1: return .bool(random.below(2) == 0)
        case 2: return .integer(Int64(bitPattern: random.next()) >> Int64(random.below(60)))
        case 3: return .number(Double(bitPattern: random.next() >> 2 | 0x3000_0000_0000_0000))
        case 4:
            var text = ""
            for _ in 0..<random.below(12) {
                if let scalar = Unicode.Scalar(UInt32(random.below(0xd800))) { text.unicodeScalars.append(scalar) }
            }
            return .string(text)
        case 5: return .array((0..<Int(random.below(5))).map { _ in Self.random(&random, depth: depth + 1) })
        default:
            return .object(
                (0..<Int(random.below(5))).map { JSONValue.Member("k\($0)", Self.random(&random, depth: depth + 1)) })
        }
    }

    private static func same(_ value: JSONValue, _ read: Any) -> Bool {
        switch value {
        case .null: return read is NSNull
        case .bool(let bool): return (read as? NSNumber)?.boolValue == bool
        case .integer(let integer): return (read as? NSNumber)?.int64Value == integer
        // Foundation reads through a decimal that may be off in the last place.
        case .number(let number):
            return (read as? NSNumber).map { abs($0.doubleValue - number) <= abs(number) * 1e-15 } ?? false
        case .string(let string): return (read as? String) == string
        case .table, .written: return false
        case .array(let elements):
            guard let list = read as? [Any], list.count == elements.count else { return false }
            return zip(elements, list).allSatisfy { same($0, $1) }
        case .object(let members):
            guard let object = read as? [String: Any], object.count == members.count else { return false }
            return members.allSatisfy { member in object[member.name].map { same(member.value, $0) } ?? false }
        }
    }
}
