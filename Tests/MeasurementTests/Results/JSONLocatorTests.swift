import Foundation
import SeededRandom
import TestSupport
import Testing

@testable import Measurement

@Suite struct JSONLocatorTests {
    private func fault(_ text: String) -> JSONLocator.Fault? { JSONLocator.fault(in: Array(text.utf8)) }

    @Test(arguments: ["{}", "[]", "null", " [1, -2.5e3, \"a\\\"b\", true, {\"x\": []}] \n"])
    func `JSON is accepted`(text: String) { #expect(fault(text) == nil) }

    @Test(arguments: [
        ("", 1), ("{\n\"a\": 1,\n", 3), ("[1,\n2\n", 3), ("{\"a\" 1}", 1), ("[1]\n\nx", 3), ("{\"a\":\n nul}", 2),
        ("\"abc", 1), ("[1,]", 1), ("[\n1e]", 2),
        ("{a: 1}", 1),
    ])
    func `the line of the fault is named`(text: String, line: Int) { #expect(fault(text)?.line == line) }

    @Test func `nesting without end is refused and does not overflow the stack`() {
        #expect(fault(String(repeating: "[", count: 1_000_000))?.problem == .nestedTooDeeply)
    }

    @Test func `the line of a path is the value's own, or its nearest ancestor's`() {
        let bytes = Array("{\n\"a\": [\n10,\n{\"b\":\n7}\n]\n}".utf8)
        #expect(JSONLocator.line(of: [.key("a"), .index(1), .key("b")], in: bytes) == 5)
        #expect(JSONLocator.line(of: [.key("a"), .index(0)], in: bytes) == 3)
        #expect(JSONLocator.line(of: [.key("a"), .index(1), .key("missing")], in: bytes) == 4)
        #expect(JSONLocator.line(of: [.key("zzz")], in: bytes) == 1)
    }

    /// What Foundation alone refuses, text that is no UTF-8 among it, has no line.
    @Test func `damaged text is refused only where Foundation refuses it, and nearly everywhere there`() {
        let text = Array(#"{"schema": "x", "cases": [{"a": 1.5e-3, "b": [null, true]}, "q\"\\"]}"#.utf8)
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var (accepted, refused, located) = (0, 0, 0)
        for _ in 0..<3000 {
            var damaged = text
            for _ in 0...random.below(3) {
                damaged[Int(random.below(UInt64(damaged.count)))] = UInt8(32 + random.below(95))
            }
            if random.below(2) == 0 { damaged.removeLast(Int(random.below(UInt64(damaged.count)))) }
            let isJSON = (try? JSONSerialization.jsonObject(with: Data(damaged), options: .fragmentsAllowed)) != nil
            let fault = JSONLocator.fault(in: damaged)
            if isJSON {
                accepted += 1
                #expect(fault == nil, "seed \(seed): \(String(decoding: damaged, as: UTF8.self))")
            } else {
                refused += 1
                if fault != nil { located += 1 }
            }
        }
        #expect(accepted > 100 && refused > 1000, "seed \(seed): \(accepted) accepted, \(refused) refused")
        #expect(located * 100 > refused * 95, "seed \(seed): \(located) of \(refused)")
    }
}
