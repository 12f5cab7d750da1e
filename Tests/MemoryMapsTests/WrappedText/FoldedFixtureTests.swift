import Foundation
import MemoryMaps
import SeededRandom
import TestSupport
import Testing

/// Every kind of line that any reader reads, broken at every width that terminals have: the map is that of the whole
/// text, or the text is said to be wrapped. A file in Tests/Fixtures/readers is all that a new reader needs.
@Suite struct FoldedFixtureTests {
    static let files =
        (try? FileManager.default.contentsOfDirectory(
            at: Fixtures.directory.appending(path: "readers"), includingPropertiesForKeys: nil))?
        .map(\.lastPathComponent).sorted() ?? []

    private static let prefixes = [
        "", "[    0.000000] ", "Jun 29 18:28:41 host kernel: ",
        "2024-01-05T12:03:46.123456+01:00 host kernel: [    0.000000] ",
    ]

    private static func text(_ file: String) throws -> String {
        try String(contentsOf: Fixtures.directory.appending(path: "readers/\(file)"), encoding: .utf8)
    }

    @Test func `every format and every source of memory has a fixture`() throws {
        let readings = try Self.files.map { try read(Self.text($0)) }
        // A folder is no text.
        #expect(Set(readings.map(\.format)) == Set(MapFormat.allCases).subtracting([.firmwareMemoryMap]))
        #expect(
            Set(readings.compactMap(\.memorySource)) == Set(MemorySource.allCases).subtracting([.firmwareMemoryMap]))
    }

    /// At each width without anything in front of the lines and with one of the ways of logging in front; with all of
    /// them where there is time.
    @Test(arguments: files) func `a folded text gives the map of the whole one`(_ file: String) throws {
        let plain = try Self.text(file)
        let map = try read(plain).map
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let texts = try Self.prefixes.map { prefix in
            let text = plain.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? "" : prefix + $0 }.joined(separator: "\n")
            // Listings of other programs have no prefix.
            let whole = prefix.isEmpty ? try read(text) : try? read(text)
            return whole?.map == map ? (Array(text.utf8), whole) : nil
        }
        // In a debug build every fifth width, beginning with another one on each run.
        let step = Thoroughness.isComplete ? 1 : 5
        var (judged, doubted) = (0, 0)
        for width in stride(from: 50 + Int(random.below(UInt64(step))), through: 132, by: step) {
            for atBlanks in [false, true] {
                let one = Int(random.next() % UInt64(Self.prefixes.count - 1)) + 1
                for (index, prefix) in Self.prefixes.enumerated()
                where index == 0 || index == one || Thoroughness.isComplete {
                    guard case let (bytes, whole?)? = texts[index] else { continue }
                    let folded = Fold.fold(bytes, width: width, atBlanks: atBlanks)
                    guard folded.count > bytes.count else { continue }
                    let name = "\(file), prefix '\(prefix)', fold \(atBlanks ? "-s " : "")-w \(width), seed \(seed)"
                    if Self.check(folded, whole, isPrefixed: index > 0, name) { judged += 1 } else { doubted += 1 }
                }
            }
        }
        // Lines of /proc/iomem and kexec are shorter than any terminal.
        let longest = plain.split(separator: "\n").map(\.count).max() ?? 0
        // The rows of lsmem have nothing by which a folded one could be known: most are warned of.
        let isAnswered = judged > 0 || file.hasPrefix("lsmem") && doubted > 0
        #expect(isAnswered || longest < 50, "\(file), seed \(seed)")
    }

    /// - Returns: whether the folded text was taken for the whole one, refused or judged: not where it is said to be doubtful.
    private static func check(_ folded: [UInt8], _ whole: MapReading, isPrefixed: Bool, _ name: String) -> Bool {
        do {
            let reading = try MapReader.read(folded, name: "m")
            let isDoubted = reading.warnings.contains { $0.description.contains("lines are wrapped") }
            // Where lines have a prefix, which of them go on is known beyond doubt.
            if isDoubted, !isPrefixed { return false }
            #expect(!isDoubted, "\(name)")
            #expect(reading.map == whole.map, "\(name)")
            #expect(reading.tdxLines.map(\.text) == whole.tdxLines.map(\.text), "\(name)")
        } catch {
            // The project's own format refuses what it does not know.
            #expect("\(error)".contains("wrapped") && !isPrefixed || whole.format == .tdxmap, "\(name): \(error)")
        }
        return true
    }
}
