import Foundation
import Testing

@testable import Measurement

@Suite struct DebugFreeExecutableTests {
    @Test func `this program loses its debug sections and nothing else`() throws {
        let path = try #require(ChildProcess.ownExecutable)
        let original = try SmallFile.bytes(.init(path))
        let made = DebugFreeExecutable.make(from: original)
        #expect(made.count == original.count)
        // Page by page first: a debug build takes half a minute for so many single bytes.
        let changed = stride(from: 0, to: original.count, by: 4096).flatMap { start -> [Int] in
            let page = start..<min(start + 4096, original.count)
            let differs = original.withUnsafeBytes { a in
                made.withUnsafeBytes { b in memcmp(a.baseAddress! + start, b.baseAddress! + start, page.count) != 0 }
            }
            return differs ? page.filter { original[$0] != made[$0] } : []
        }
        #expect(!changed.isEmpty)
        #expect(changed.allSatisfy { original[$0] == UInt8(ascii: "d") && made[$0] == UInt8(ascii: "x") })
        #expect(changed.count < 40)
    }

    @Test(arguments: [0, 4, 20, 63]) func `what is no whole ELF file stays as it is`(length: Int) {
        let bytes = Array(([0x7f, 0x45, 0x4c, 0x46, 2, 1] + [UInt8](repeating: 0xff, count: 60)).prefix(length))
        #expect(DebugFreeExecutable.make(from: bytes) == bytes)
    }
}
