internal import SafeText
internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A directory like /sys/firmware/memmap: a directory for each entry, named by its number, with the files `start`, `end` (inclusive) and `type`.
enum FirmwareDirectory {
    /// More entries than this are no firmware map.
    private static let mostEntries = 1 << 20
    /// What is read of a file; the kernel's have some 20 bytes.
    private static let longestFile = 4096

    /// The entries, by ascending number.
    static func entries(_ path: String) throws(InputError) -> [FirmwareDirectoryEntry] {
        var entries: [FirmwareDirectoryEntry] = []
        for number in try numbers(path) {
            entries.append(FirmwareDirectoryEntry(
                number: number, start: try contents("\(path)/\(number)/start"), end: try contents("\(path)/\(number)/end"),
                type: try contents("\(path)/\(number)/type")))
        }
        return entries
    }

    /// The entries' numbers, ascending. Other names in the directory do not matter.
    private static func numbers(_ path: String) throws(InputError) -> [Int] {
        guard let directory = opendir(path) else { throw InputError(path: path, line: nil, fault: .unreadable(Errno(rawValue: errno))) }
        defer { closedir(directory) }
        var numbers: [Int] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) { String(cString: $0) }
            }
            guard let number = Int(name), number >= 0, String(number) == name else { continue }
            numbers.append(number)
            guard numbers.count <= Self.mostEntries else { throw InputError(path: path, line: 1, fault: .tooManyEntries(limit: Self.mostEntries)) }
        }
        return numbers.sorted()
    }

    /// The beginning of a file, all of it for the kernel's.
    private static func contents(_ path: String) throws(InputError) -> [UInt8] {
        do {
            let descriptor = try FileDescriptor.open(FilePath(argument: path), .readOnly)
            return try descriptor.closeAfter {
                try [UInt8](unsafeUninitializedCapacity: longestFile) { buffer, count in
                    count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
                }
            }
        } catch {
            throw InputError(path: path, line: nil, fault: .unreadable(error as? Errno ?? .ioError))
        }
    }
}
