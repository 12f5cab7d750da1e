import MemoryMaps
import PhysicalMemory
import TestSupport
import Testing

@Suite struct ArchiveTests {
    /// One member of a ustar archive.
    private static func member(_ name: String, _ text: String, kind: Character = "0") -> [UInt8] {
        func field(_ text: String, _ count: Int) -> [UInt8] {
            Array(text.utf8.prefix(count)) + [UInt8](repeating: 0, count: max(0, count - text.utf8.count))
        }
        let octal = String(text.utf8.count, radix: 8)
        var header =
            field(name, 100) + field("0000644", 24) + field(String(repeating: "0", count: 11 - octal.count) + octal, 12)
            + field("", 20)
        header += Array(String(kind).utf8) + field("", 100) + field("ustar", 6) + field("00", 249)
        let padding = (512 - text.utf8.count % 512) % 512
        return header + Array(text.utf8) + [UInt8](repeating: 0, count: padding)
    }

    private static func paths(_ bytes: [UInt8]) -> [String] {
        var paths: [String] = []
        MapCollection.forEach(inArchive: bytes, path: "a.tar") { paths.append($0.path) }
        return paths
    }

    private static let end = [UInt8](repeating: 0, count: 1024)

    @Test func `every file of an archive is an input, with a name of one line`() throws {
        let bytes =
            Self.member("x/boot.log", modernBoot) + Self.member("x", "", kind: "5") + Self.member("na\nme", "y")
            + Self.end
        #expect(Self.paths(bytes) == ["a.tar/x/boot.log", "a.tar/na\u{fffd}me"])
        var maps: [HostMemoryMap] = []
        MapCollection.forEach(inArchive: bytes, path: "a.tar") { input in
            if let reading = try? input.read() { maps.append(reading.map) }
        }
        #expect(maps == [modernMap])
    }

    @Test func `long names come before their files`() {
        let name = String(repeating: "d/", count: 80) + "boot.log"
        let pax = "\(name.utf8.count + 10) path=\(name)\n"
        #expect(
            Self.paths(Self.member("././@LongLink", name + "\0", kind: "L") + Self.member("short", "x") + Self.end) == [
                "a.tar/\(name)"
            ])
        #expect(
            Self.paths(Self.member("pax", pax, kind: "x") + Self.member("short", "x") + Self.end) == ["a.tar/\(name)"])
    }

    @Test func `an archive that is cut is said to be`() {
        let bytes = Array((Self.member("a", modernBoot) + Self.member("b", modernBoot)).dropLast(600))
        var faults: [InputFault] = []
        MapCollection.forEach(inArchive: bytes, path: "a.tar") { input in
            if case .failed(let error) = input { faults.append(error.fault) }
        }
        #expect(faults == [.damaged])
    }
}
