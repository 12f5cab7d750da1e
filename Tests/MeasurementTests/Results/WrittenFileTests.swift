import Foundation
import TestSupport
import Testing

@testable import Measurement

/// Files that are in use: read and written they are the same bytes, so that a new version of the suite makes no differences of its own.
@Suite struct WrittenFileTests {
    private func bytes(_ path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: Fixtures.packageRoot.appending(path: path)))
    }

    @Test func `the baseline is written as it was`() throws {
        let bytes = try bytes("results/baseline.json")
        #expect(try Baseline(json: bytes, path: "b").json() == bytes)
    }

    @Test func `a result is written as it was`() throws {
        let bytes = try bytes("Tests/Fixtures/results/result.json")
        let document = try ResultDocument(json: bytes, path: "r")
        #expect(try document.json() == bytes)
        #expect(try ResultBuilder(document).json() == bytes)
    }

    @Test func `a record of counters is written as it was`() throws {
        let bytes = try bytes("Tests/Fixtures/results/counters.json")
        #expect(try JSONFile.decode(CounterRecord.self, from: bytes, path: "c").json() == bytes)
    }
}
