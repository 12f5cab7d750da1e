import Foundation
import TDXModule
import TestSupport
import Testing

@Suite struct ModuleComparisonTests {
    private static func comparison(_ text: String) throws -> ModuleComparison {
        var comparison = ModuleComparison()
        try comparison.judge(Array(text.utf8))
        return comparison
    }

    /// A TDMR with its tables below it, valid for every version unless a line says otherwise.
    private static func item(_ name: String, _ more: String) -> String {
        "case \(name)\ncmr 1M 5G\ntdmr 1G 1G 0x10000000 4K 0x10001000 8K 0x10003000 4M\n\(more)\nend\n"
    }

    @Test func `a valid layout is one for all, other cases name the rule that decides`() throws {
        let comparison = try Self.comparison(
            Self.item("plain", "") + Self.item("asks", "call r8=0x10040") + Self.item("version", "call version=1")
                + Self.item("high", "platform keyid_bits=3 hkid_min=4 hkid_max=7\ncall r8=0x10004")
                + Self.item("narrow", "platform maxpa=46 keyid_bits=7\ncmr 1T 1G"))
        #expect(comparison.cases == 5)
        #expect(comparison.changing.map(\.name) == ["asks", "version", "high", "narrow"])
        let asks = comparison.changing[0].groups
        #expect(asks.map(\.versions) == ["1.5.01 to 1.5.06, 2.0.02", "1.5.28 to 1.5.34, 2.0.04 to 2.0.18"])
        #expect(asks[1].verdict.isAccepted && asks[1].rules == ["R8 bit 16: dynamic PAMT"])
        #expect(
            comparison.changing[1].groups.map(\.versions)
                == ["1.5.01 to 2.0.14", "2.0.16 to 2.0.18"].map {
                    $0.replacingOccurrences(of: "1.5.01 to 2.0.14", with: "1.5.01 to 1.5.34, 2.0.02 to 2.0.14")
                })
        #expect(comparison.changing[1].groups[1].rules == ["leaf version 1 exists"])
        let high = comparison.changing[2].groups
        // Only 2.0.04 lets the bit pass without looking at KeyIDs.
        #expect(high.first(where: \.verdict.isAccepted)?.versions == "2.0.04")
        #expect(comparison.changing[3].groups[1].rules == ["KeyIDs end at bit MAXPA"])
    }

    @Test func `of the genuine verdicts only those on bit 16 depend on the version`() throws {
        for (file, changing) in [("valid.txt", 0), ("dpamt.txt", 1)] {
            let bytes = try [UInt8](Data(contentsOf: Fixtures.directory.appending(path: "module/\(file)")))
            var comparison = ModuleComparison()
            try comparison.judge(bytes)
            #expect(comparison.changing.count == changing, "\(file)")
        }
    }
}
