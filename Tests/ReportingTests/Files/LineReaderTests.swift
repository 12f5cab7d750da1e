import Foundation
import SeededRandom
import SystemPackage
import TestSupport
import Testing

@testable import Reporting

@Suite struct LineReaderTests {
    /// Lines of all lengths, some longer than the pieces that are read, the last one sometimes torn.
    private static func text(_ random: inout SeededRandom) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<random.below(12) {
            let length = random.below(9) == 0 ? random.below(200_000) : random.below(60)
            bytes += [UInt8](repeating: UInt8(ascii: "a") + UInt8(random.below(26)), count: Int(length))
            bytes.append(UInt8(ascii: "\n"))
        }
        if !bytes.isEmpty, random.below(3) == 0 { bytes.removeLast() }
        return bytes
    }

    private static func withFile<Result>(_ bytes: [UInt8], _ body: (FileDescriptor) throws -> Result) throws -> Result {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "lines")
        try Data(bytes).write(to: file)
        let descriptor = try FileDescriptor.open(FilePath(file.path), .readOnly)
        return try descriptor.closeAfter { try body(descriptor) }
    }

    @Test func `lines come as they are, with their places, and a torn one is known`() throws {
        var torn = 0
        for seed in TestSeed.several(20) {
            var random = SeededRandom(seed: seed)
            let bytes = Self.text(&random)
            var expected = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
            let isTorn = expected.last?.isEmpty == false
            if !isTorn { expected.removeLast() } else { torn += 1 }
            try Self.withFile(bytes) { descriptor in
                var reader = LineReader(descriptor)
                var place = 0
                for (index, line) in expected.enumerated() {
                    let read = try #require(try reader.next(), "seed \(seed)")
                    let isWhole = !isTorn || index < expected.count - 1
                    #expect(read.bytes == line && read.isWhole == isWhole && reader.isWhole == isWhole, "seed \(seed)")
                    #expect(reader.start == place, "seed \(seed)")
                    place += line.count + (isWhole ? 1 : 0)
                    #expect(reader.end == place, "seed \(seed)")
                }
                #expect(try reader.next() == nil, "seed \(seed)")
                #expect(place == bytes.count, "seed \(seed)")
            }
        }
        #expect(torn > 0)
    }

    @Test func `the last line is found from the end, and the file is at its beginning again`() throws {
        var found = 0
        for seed in TestSeed.several(20) {
            var random = SeededRandom(seed: seed)
            let bytes = Self.text(&random)
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
            let expected = bytes.last == UInt8(ascii: "\n") ? lines[lines.count - 2] : nil
            let (last, place) = try Self.withFile(bytes) {
                (try LineReader.lastLine(of: $0), try $0.seek(offset: 0, from: .current))
            }
            #expect(last == expected && place == 0, "seed \(seed)")
            if expected != nil { found += 1 }
        }
        #expect(found > 5)
    }

    #if os(Linux)
    /// Looking through 16 MiB takes a debug build a second.
    @Test(.enabled(if: Thoroughness.isComplete)) func `a line without an end is not kept in memory`() throws {
        let zero = try FileDescriptor.open("/dev/zero", .readOnly)
        try zero.closeAfter {
            var reader = LineReader(zero)
            #expect(throws: Errno.fileTooLarge) { try reader.next() }
        }
    }
    #endif

    @Test func `a pipe has no end to look for the last line at`() throws {
        let (reading, writing) = try FileDescriptor.pipe()
        defer {
            try? reading.close()
            try? writing.close()
        }
        #expect(throws: Errno.illegalSeek) { try LineReader.lastLine(of: reading) }
    }
}
