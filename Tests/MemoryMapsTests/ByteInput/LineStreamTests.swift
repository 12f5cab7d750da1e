import MemoryMaps
import PhysicalMemory
import SeededRandom
import SystemPackage
import TestSupport
import Testing

@Suite struct LineStreamTests {
    private struct Line: Equatable {
        var bytes: [UInt8]
        var end: LineEnd
    }

    private static func lines(_ bytes: [UInt8], pieceSize: Int = .max) throws -> [Line] {
        var stream = LineStream(ArraySource(bytes, pieceSize: pieceSize))
        var lines: [Line] = []
        try stream.forEach { line, number, end throws(LineFault) in
            lines.append(Line(bytes: (0..<line.count).map { line[$0] }, end: end))
            #expect(number == lines.count)
        }
        #expect(stream.lineCount == lines.count)
        return lines
    }

    @Test(
        arguments: [
            ("", []), ("\n", [("", LineEnd.newline)]), ("a", [("a", .endOfInput)]), ("a\n", [("a", .newline)]),
            ("a\n\nb", [("a", .newline), ("", .newline), ("b", .endOfInput)]),
            ("\u{feff}a\n\u{feff}b\n", [("a", .newline), ("\u{feff}b", .newline)]),
        ] as [(String, [(String, LineEnd)])]) func `a text is cut at its newlines`(
            _ text: String, _ expected: [(String, LineEnd)]
        ) throws
    {
        for pieceSize in [1, 2, .max] {
            #expect(
                try Self.lines(Array(text.utf8), pieceSize: pieceSize)
                    == expected.map { Line(bytes: Array($0.0.utf8), end: $0.1) })
        }
    }

    @Test(
        arguments: [
            ("a\nb\nc", InputLimit(lines: 3, size: ByteCount(5)), nil),
            ("a\nb\nc\n", InputLimit(lines: 3, size: ByteCount(5)), 3),
            ("a\nb\nc", InputLimit(lines: 2, size: ByteCount(99)), 3),
            ("\n\n\n\n", InputLimit(lines: 2, size: ByteCount(99)), 3),
        ] as [(String, InputLimit, Int?)])
    func `no more is read than the limit says`(_ text: String, _ limit: InputLimit, _ line: Int?) throws {
        var stream = LineStream(ArraySource(Array(text.utf8), pieceSize: 1), limit: limit)
        do throws(LineFault) {
            try stream.forEach { _, _, _ in }
            #expect(line == nil)
        } catch {
            #expect(error.line == line && error.fault == .tooLong(limit))
        }
    }

    @Test func `the size of the pieces that bytes come in does not matter`() throws {
        for seed in TestSeed.several(20) {
            var random = SeededRandom(seed: seed)
            let bytes = (0..<2000).map { _ in
                random.below(9) == 0 ? UInt8(ascii: "\n") : UInt8(ascii: "a") + UInt8(random.below(26))
            }
            let whole = try Self.lines(bytes)
            let split = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
            #expect(whole.map(\.bytes) == (split.last == [] ? split.dropLast() : split), "seed \(seed)")
            for pieceSize in [1, 7, 100, 1999] {
                #expect(try Self.lines(bytes, pieceSize: pieceSize) == whole, "seed \(seed)")
            }
        }
    }

    @Test(arguments: [-1, 0, 1, 1000]) func `a line that is too long is cut, and the next one is whole`(_ excess: Int)
        throws
    {
        let longest = LineStream<ArraySource>.longestLine
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: longest + excess)
        let lines = try Self.lines(Array("first\n".utf8) + long + Array("\nlast\n".utf8), pieceSize: 100_000)
        #expect(lines.count == 3)
        #expect(lines[0] == Line(bytes: Array("first".utf8), end: .newline))
        #expect(lines[1].bytes.count == min(longest, long.count))
        #expect(lines[1].end == (excess < 0 ? .newline : .cut))
        #expect(lines[2] == Line(bytes: Array("last".utf8), end: .newline))
        #expect(try Self.lines(long, pieceSize: 100_000).count == 1)
    }

    private struct FailingSource: ByteSource {
        var pieces = 0

        mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
            pieces += 1
            guard pieces < 3 else { throw .ioError }
            buffer[0] = UInt8(ascii: "\n")
            return 1
        }
    }

    @Test func `a read error is the input's fault and has no line`() throws {
        #expect(throws: InputError(path: "m", line: nil, fault: .unreadable(.ioError))) {
            try MapReader.read(FailingSource(), path: "m")
        }
    }
}
