import Foundation
import MemoryMaps
import PhysicalMemory
import Testing
import TestSupport

@Suite struct RecipeFileTests {
    private static let folder = Fixtures.datasets.appending(path: "synthetic")

    private static let files: [URL] =
        ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
        .filter { $0.pathExtension == RecipeFile.pathExtension }.sorted { $0.path < $1.path }

    @Test func `every preset has a recipe`() throws {
        let presets = try Self.files.map { try RecipeFile.read($0.path).recipe.preset }
        for preset in SyntheticPreset.all { #expect(presets.contains(preset.name), "\(preset.name)") }
    }

    /// Pinned, so that a seed means the same machine in ten years and on any computer.
    @Test(arguments: files)
    func `a recipe gives the bytes that are pinned`(_ url: URL) throws {
        let file = try RecipeFile.read(url.path)
        #expect(file.name == url.deletingPathExtension().lastPathComponent)
        let pinned = try #require(file.output)
        // A debug build takes seconds for the largest.
        if pinned.size < .mib(1) || Thoroughness.isComplete {
            let output = MapFingerprint(try file.recipe.map())
            #expect(output == pinned, "output \(output)")
        }
    }

    @Test func `a recipe's map is read back as it was made`() throws {
        let small = try Self.files.map { try RecipeFile.read($0.path) }.filter {
            ($0.output?.size ?? .gib(1)) < .kib(128)
        }
        #expect(small.count > 10)
        for file in small {
            let map = try file.recipe.map()
            #expect(try MapReader.read(TDXMapWriter.bytes(map), name: file.name).map == map, "\(file.name)")
        }
    }

    @Test func `comments and blanks are no directives`() throws {
        let file = try RecipeFile.read("# a machine\n\n  name a\t# here\r\ngenerate --seed 7 --sockets 2\n", name: "x")
        #expect(file == RecipeFile(name: "a", recipe: Recipe(seed: 7, settings: [Recipe.Setting(.sockets, "2")])))
    }

    @Test(
        arguments: [
            ("", 1, .missingDirective("name")),
            ("name a\n\n", 2, .missingDirective("generate")),
            ("name a\nname b\n", 2, .repeatedDirective("name")),
            ("name a b\n", 1, .wrongFieldCount(directive: "name", expected: 1, found: 2)),
            ("sockets 2\n", 1, .unknownDirective("sockets 2")),
            ("name a\ngenerate --seed\n", 2, .recipe(.missingValue("--seed"))),
            ("name a\ngenerate --seed -1\n", 2, .recipe(.unreadableSeed("-1"))),
            ("name a\ngenerate sockets 2\n", 2, .recipe(.unknownOption("sockets"))),
            ("name a\ngenerate --nodes 2\n", 2, .recipe(.unknownOption("--nodes"))),
            ("name a\ngenerate --sockets 2 --sockets 4\n", 2, .recipe(.unknownOption("--sockets"))),
            ("name a\ngenerate\noutput bytes 5\n", 3, .wrongFieldCount(directive: "output", expected: 2, found: 1)),
            ("name a\ngenerate\noutput bytes x fnv1a64 0x1\n", 3, .notANumber("x")),
            ("name a\ngenerate\noutput bytes 5 fnv1a64 7\n", 3, .notANumber("7")),
        ] as [(String, Int, InputFault)])
    func `a bad recipe is refused at its line`(_ text: String, _ line: Int, _ fault: InputFault) {
        #expect(throws: InputError(path: "x", line: line, fault: fault)) { try RecipeFile.read(text, name: "x") }
    }

    @Test func `a recipe that cannot be opened has no line`() {
        let path = Self.folder.appending(path: "nosuch.recipe").path
        #expect(throws: InputError(path: path, line: nil, fault: .unreadable(.noSuchFileOrDirectory))) {
            try RecipeFile.read(path)
        }
    }
}
