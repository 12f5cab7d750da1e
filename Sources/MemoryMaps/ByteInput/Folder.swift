internal import SafeText
internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Reads a folder with small files, the kernel's or a copy.
enum Folder {
    /// Bytes that are read of a small file; the kernel's have some 20.
    private static let longestFile = 4096

    /// Calls `body` with each name but `.` and `..`, in no order; names that are not UTF-8 are given as `ArgumentText` writes them.
    static func forEachName(_ path: String, _ body: (String) throws(InputError) -> Void) throws(InputError) {
        guard let folder = FilePath(argument: path).withPlatformString({ opendir($0) }) else {
            throw InputError(path: path, line: nil, fault: .unreadable(Errno(rawValue: errno)))
        }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { ArgumentText.text(of: $0.prefix { $0 != 0 }) }
            if name != ".", name != ".." { try body(name) }
        }
    }

    /// The beginning of a small file; a kernel file as a whole.
    static func contents(_ path: String) throws(InputError) -> [UInt8] {
        do {
            // Without waiting: opening a FIFO in a forged folder would block.
            let descriptor = try FileDescriptor.open(
                FilePath(argument: path), .readOnly, options: [.nonBlocking, .closeOnExec])
            defer { try? descriptor.close() }
            var info = stat()
            guard fstat(descriptor.rawValue, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
                throw InputError(path: path, line: nil, fault: .notARegularFile)
            }
            // The array gets the exact size: a folder may have very many files.
            return try withUnsafeTemporaryAllocation(byteCount: longestFile, alignment: 1) { buffer in
                Array(buffer[..<(try descriptor.read(into: buffer))])
            }
        } catch let error as InputError {
            throw error
        } catch {
            throw InputError(path: path, line: nil, fault: .unreadable(error as? Errno ?? .ioError))
        }
    }

    static func exists(_ path: String) -> Bool { FilePath(argument: path).withPlatformString { access($0, F_OK) } == 0 }
}
