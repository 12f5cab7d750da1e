import MemoryMaps
import SeededRandom
import SystemPackage
import TestSupport
import Testing

@Suite struct KeywordScannerTests {
    private static func matches(_ keywords: [String], _ text: [UInt8]) -> [[Int]] {
        let scanner = KeywordScanner(keywords)
        var search = KeywordScanner.Search()
        var found: [[Int]] = []
        while let keyword = scanner.next(in: text.span, &search) { found.append([keyword, search.position]) }
        return found
    }

    @Test func `keywords are found where they end`() {
        #expect(Self.matches(["he", "hers", "his"], Array("ushers his".utf8)) == [[0, 4], [1, 6], [2, 10]])
        #expect(Self.matches(["a"], []) == [])
    }

    @Test func `a search finds what a slow search finds`() {
        for seed in TestSeed.several(300) {
            var random = SeededRandom(seed: seed)
            // Words of one length: none can end with another one.
            let length = Int(random.number(in: 1...4))
            let word = { (random: inout SeededRandom) in
                String((0..<length).map { _ in Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(random.below(2)))) })
            }
            let keywords = Array(Set((0...random.below(3)).map { _ in word(&random) })).sorted()
            let text = (0..<60).map { _ in UInt8(ascii: "a") + UInt8(random.below(3)) }
            var expected: [[Int]] = []
            for end in 0...text.count {
                for (index, keyword) in keywords.enumerated()
                where text[..<end].suffix(length).elementsEqual(keyword.utf8) { expected.append([index, end]) }
            }
            #expect(Self.matches(keywords, text) == expected, "seed \(seed)")
        }
    }
}
