import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Reporting

/// What commands' files promise each other, without a command: `OutputFileTests` of the commands tries what users see.
@Suite struct WrittenFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func path(_ name: String) -> FilePath { FilePath(folder.url.appending(path: name).path) }

    private func text(_ name: String) -> String? {
        try? String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
    }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []).sorted()
    }

    @Test func `what exists is refused, replaced, or replaced where it is of the kind`() throws {
        try AtomicFile.write("abc 1".utf8, to: path("a"))
        #expect(throws: OutputFault(path("a"), .exists)) { try AtomicFile.write("abc 2".utf8, to: path("a")) }
        try AtomicFile.write("abc 3".utf8, to: path("a"), existing: .replaceOfKind)
        #expect(text("a") == "abc 3")
        #expect(throws: OutputFault(path("a"), .anotherKind)) {
            try AtomicFile.write("xyz".utf8, to: path("a"), existing: .replaceOfKind)
        }
        try AtomicFile.write("xyz".utf8, to: path("a"), existing: .replace)
        #expect(text("a") == "xyz")
        _ = try folder.file("empty", "")
        try AtomicFile.write("abc".utf8, to: path("empty"), existing: .replaceOfKind)
        #expect(text("empty") == "abc")
        #expect(throws: OutputFault(FilePath(folder.url.path), .folder)) {
            try AtomicFile.write("x".utf8, to: FilePath(folder.url.path), existing: .replace)
        }
        #expect(throws: OutputFault(path("none/a"), .system(.noSuchFileOrDirectory))) {
            try AtomicFile.write("x".utf8, to: path("none/a"))
        }
        #expect(names == ["a", "empty"])
    }

    @Test func `a folder appears whole or not at all, and what is in it may be replaced file by file`() throws {
        let files = [ExportedFile(name: "one", text: "1"), ExportedFile(name: "two", text: "2")]
        try AtomicFolder.write(files, to: path("f"))
        #expect(text("f/one") == "1" && text("f/two") == "2")
        #expect(throws: OutputFault(path("f"), .exists)) { try AtomicFolder.write(files, to: path("f")) }
        _ = try folder.file("f/other", "kept")
        try AtomicFolder.write([ExportedFile(name: "one", text: "new")], to: path("f"), existing: .replace)
        #expect(text("f/one") == "new" && text("f/two") == "2" && text("f/other") == "kept")
        // A name that cannot be made: nothing of the folder is left.
        #expect(throws: OutputFault(path("g"), .system(.noSuchFileOrDirectory))) {
            try AtomicFolder.write(files + [ExportedFile(name: "no/such", text: "")], to: path("g"))
        }
        #expect(names == ["f"])
    }

    @Test func `what would keep a folder from being made is known before, and nothing is left of the look`() throws {
        _ = try folder.file("file", "")
        #expect(throws: Never.self) { try AtomicFolder.check(path("f")) }
        #expect(throws: OutputFault(path("file"), .exists)) { try AtomicFolder.check(path("file")) }
        #expect(throws: OutputFault(path("file/f"), .system(.notDirectory))) { try AtomicFolder.check(path("file/f")) }
        #expect(throws: OutputFault(path("none/f"), .system(.noSuchFileOrDirectory))) {
            try AtomicFolder.check(path("none/f"))
        }
        #expect(throws: OutputFault("", .noName)) { try AtomicFolder.check("") }
        #expect(throws: OutputFault("", .noName)) { try AtomicFolder.write([], to: "") }
        // Of an existing folder the files may be replaced, a file is not a folder.
        #expect(throws: Never.self) { try AtomicFolder.check(FilePath(folder.url.path), existing: .replace) }
        #expect(throws: OutputFault(path("file"), .exists)) { try AtomicFolder.check(path("file"), existing: .replace) }
        #expect(names == ["file"])
    }

    @Test func `a file that is claimed is nobody else's, and a version put in between is left alone`() throws {
        var first: ExclusiveFile? = try ExclusiveFile(path("a"), replaces: false)
        try first?.save("1".utf8)
        #expect(throws: OutputFault(path("a"), .locked)) { try ExclusiveFile(path("a"), replaces: true) }
        try first?.save("2".utf8)
        #expect(text("a") == "2")
        first = nil
        #expect(throws: OutputFault(path("a"), .exists)) { try ExclusiveFile(path("a"), replaces: false) }

        let second = try ExclusiveFile(path("a"), replaces: true)
        try AtomicFile.write("of another".utf8, to: path("a"), existing: .replace)
        #expect(throws: OutputFault(path("a"), .overtaken)) { try second.save("3".utf8) }
        #expect(text("a") == "of another")

        // Two that begin where there is no file: the one that is first has it.
        let (third, fourth) = (
            try ExclusiveFile(path("b"), replaces: false), try ExclusiveFile(path("b"), replaces: false)
        )
        try third.save("third".utf8)
        #expect(throws: OutputFault(path("b"), .overtaken)) { try fourth.save("fourth".utf8) }
        #expect(text("b") == "third")
        #expect(names == ["a", "b"])
    }

    /// Reads the lines of an earlier run up to the first that is not to be kept, and writes others behind them.
    private func resume(_ name: String, keeping kept: Int, then lines: [String]) throws -> [String] {
        var file = try GrowingFile(path(name), beginning: "#!", resumes: true)
        var earlier: [String] = []
        while earlier.count < kept, let line = try file.nextEarlierLine() {
            earlier.append(String(decoding: line, as: UTF8.self))
        }
        try file.beginWriting(keepsLast: true)
        for line in lines { try file.write(line) }
        try file.finish()
        return earlier
    }

    @Test func `a file of lines has its name when it is whole, and goes on where a stopped run ended`() throws {
        let file = try GrowingFile(path("a"), beginning: "#!", resumes: false)
        try file.write("#! one")
        #expect(names == ["a.partial"])
        #expect(throws: OutputFault(path("a.partial"), .locked)) {
            _ = try GrowingFile(path("a"), beginning: "#!", resumes: true)
        }
        try file.finish()
        #expect(names == ["a"] && text("a") == "#! one\n")

        // The last line is torn: it is read again by nobody.
        _ = try folder.file("b.partial", "#! one\ntwo\nthr")
        #expect(try resume("b", keeping: 9, then: ["three", "four"]) == ["#! one", "two"])
        #expect(text("b") == "#! one\ntwo\nthree\nfour\n")
        // What was whole is read and gone on with, from wherever the reader stops.
        #expect(try resume("b", keeping: 1, then: ["2"]) == ["#! one"])
        #expect(text("b") == "#! one\n2\n")

        _ = try folder.file("c", "something else")
        #expect(throws: OutputFault(path("c"), .anotherKind)) {
            _ = try GrowingFile(path("c"), beginning: "#!", resumes: false)
        }
        let dropped = try GrowingFile(path("d"), beginning: "#!", resumes: false)
        try dropped.write("#!")
        dropped.discard()
        #expect(names == ["a", "b", "c"])
    }
}
