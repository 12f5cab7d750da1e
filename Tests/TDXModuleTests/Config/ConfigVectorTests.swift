import Foundation
import TDXModule
import TestSupport
import Testing

/// Verdicts that the genuine module gave.
@Suite struct ConfigVectorTests {
    @Test(arguments: [
        ("dpamt.txt", true, 3), ("mixed.txt", false, 80), ("rules.txt", false, 62), ("valid.txt", false, 20),
    ])
    func `every judge agrees with the genuine module`(file: String, dynamicPAMT: Bool, count: Int) throws {
        let bytes = try [UInt8](Data(contentsOf: Fixtures.directory.appending(path: "module/\(file)")))
        var reader = ConfigCaseReader(bytes)
        var cases = 0
        while var item = try reader.next() {
            item.platform.rules = dynamicPAMT ? .v2_0_18 : .v1_5_01
            cases += 1
            let expectation = try #require(item.expectation)
            for judge in ConfigJudges.all {
                #expect(
                    judge.verdict(on: item.call, platform: item.platform).description == expectation,
                    "\(item.name), \(judge.name)")
            }
        }
        #expect(cases == count)
    }
}
