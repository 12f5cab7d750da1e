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
        guard let directory = FilePath(argument: path).withPlatformString({ opendir($0) }) else { throw InputError(path: path, line: nil, fault: .unreadable(Errno(rawValue: errno))) }
        defer { closedir(directory) }
        var numbers: [Int] = []
        var hasOthers = false
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) { String(cString: $0) }
            }
            guard let number = Int(name), number >= 0, String(number) == name else {
                if name != ".", name != ".." { hasOthers = true }
                continue
            }
            numbers.append(number)
            guard numbers.count <= Self.mostEntries else { throw InputError(path: path, line: 1, fault: .tooManyEntries(limit: Self.mostEntries)) }
        }
        guard !numbers.isEmpty || !hasOthers else { throw InputError(path: path, line: 1, fault: .directoryOfFiles) }
        return numbers.sorted()
    }

    /// The beginning of a file, all of it for the kernel's.
    private static func contents(_ path: String) throws(InputError) -> [UInt8] {
        do {
            // Without waiting: a FIFO in a directory that was made up would keep the program for ever.
            let descriptor = try FileDescriptor.open(FilePath(argument: path), .readOnly, options: [.nonBlocking, .closeOnExec])
            defer { try? descriptor.close() }
            var info = stat()
            guard fstat(descriptor.rawValue, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
                throw InputError(path: path, line: nil, fault: .notARegularFile)
            }
            // The array has the size of what was read: a directory has a great many of them.
            return try withUnsafeTemporaryAllocation(byteCount: longestFile, alignment: 1) { buffer in
                Array(buffer[..<(try descriptor.read(into: buffer))])
            }
        } catch let error as InputError {
            throw error
        } catch {
            throw InputError(path: path, line: nil, fault: .unreadable(error as? Errno ?? .ioError))
        }
    }
}
