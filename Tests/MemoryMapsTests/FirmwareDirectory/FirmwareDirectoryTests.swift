import Foundation
import MemoryMaps
import PhysicalMemory
import TestSupport
import Testing

@Suite struct FirmwareDirectoryTests {
    /// Writes entries as the kernel shows them.
    private static func directory(_ entries: [(String, String, String)]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (number, entry) in entries.enumerated() {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: "\(number)"), withIntermediateDirectories: false)
            for (name, text) in [("start", entry.0), ("end", entry.1), ("type", entry.2)] {
                _ = try folder.file("\(number)/\(name)", text + "\n")
            }
        }
        return folder
    }

    private static func failure(_ folder: TemporaryFolder) -> String? {
        do {
            _ = try MapReader.read(folder.url.path)
            return nil
        } catch { return error.description.replacing(folder.url.path, with: "DIR") }
    }

    @Test func `a directory like that of the kernel is read`() throws {
        let folder = try Self.directory([
            ("0x0", "0x9fbff", "System RAM"), ("0x9fc00", "0x9ffff", "Reserved"),
            ("0x100000", "0x7fffffff", "System RAM"),
            ("0x80000000", "0x8fffffff", "ACPI Non-volatile Storage"), ("0x100000000", "0x1ffffffff", "System RAM"),
            ("0x200000000", "0x2ffffffff", "Soft Reserved"),
            ("0xfd00000000", "0xffffffffffffffff", "Reserved"), ("0x300000000", "0x2ffffffff", "System RAM"),
            ("0x300000000", "0x3ffffffff", "System RAM"),
            ("0x400000000", "0x4ffffffff", "System RAM"), ("0x500000000", "0x5ffffffff", "Something new"),
        ])
        let reading = try MapReader.read(folder.url.path)
        #expect(
            reading.regions == [
                "[0x0, 0x9f000) node 0", "[0x100000, 0x80000000) node 0", "[0x100000000, 0x200000000) node 0",
                "[0x300000000, 0x500000000) node 0",
            ])
        #expect(reading.format == .firmwareMemoryMap)
        #expect(reading.warnings == [])
        #expect(try MapReader.read(folder.url.path + "/").map == reading.map)
    }

    @Test func `other names in the directory do not matter, a missing number does`() throws {
        let folder = try Self.directory([
            ("0x0", "0xfff", "System RAM"), ("0x1000", "0x1fff", "System RAM"), ("0x2000", "0x2fff", "System RAM"),
        ])
        _ = try folder.file("README", "")
        _ = try folder.file("01", "")
        #expect(try MapReader.read(folder.url.path).warnings == [])
        try FileManager.default.removeItem(at: folder.url.appending(path: "1"))
        #expect(try MapReader.read(folder.url.path).concerns == [.missingEntry(1)])
    }

    @Test func `a directory of something else is named as that`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("boot.log", modernBoot)
        #expect(
            Self.failure(folder)
                == "DIR:1: the directory is not a /sys/firmware/memmap: name the logs in it one by one, or give it to tdmr survey"
        )
    }

    @Test func `what is wrong is said with the file`() throws {
        #expect(Self.failure(try TemporaryFolder()) == "DIR:1: the directory is empty")
        #expect(
            Self.failure(try Self.directory([("0x0", "zero", "System RAM")]))
                == "DIR/0/end:1: 'zero' is not a decimal or 0x number")
        #expect(Self.failure(try Self.directory([("", "0xfff", "System RAM")])) == "DIR/0/start:1: the input is empty")
        #expect(Self.failure(try Self.directory([("0x0", "0xfff", "")])) == "DIR/0/type:1: the input is empty")
        #expect(
            Self.failure(try Self.directory([("0x2000", "0x1000", "Reserved")]))
                == "DIR/0/end:1: the range ends at 0x1000, before its start 0x2000")
        #expect(
            Self.failure(try Self.directory([("0x0", "0x1ffffffffffffffff", "Reserved")]))
                == "DIR/0/end:1: 0x1ffffffffffffffff lies beyond the 52-bit address space")
        #expect(
            Self.failure(
                try Self.directory([("0x0", "0xfff", "Reserved"), ("0x1000", "0xffffffffffffffff", "System RAM")]))
                == "DIR/1/end:1: 0xffffffffffffffff lies beyond the 52-bit address space")
        let folder = try Self.directory([("0x0", "0xfff", "System RAM")])
        try FileManager.default.removeItem(at: folder.url.appending(path: "0/end"))
        #expect(Self.failure(folder) == "DIR/0/end: No such file or directory")
        #expect(
            Self.failure(
                try {
                    let folder = try TemporaryFolder(); _ = try folder.file("0", "text"); return folder
                }()) == "DIR/0/start: Not a directory")
    }

    @Test func `a directory without memory is read, and has none`() throws {
        let folder = try Self.directory([("0x0", "0xfff", "Reserved")])
        #expect(try MapReader.read(folder.url.path).map.memory == [])
    }
}
