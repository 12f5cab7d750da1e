internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The file that a path for output names, with symbolic links followed: the target is replaced, never the link.
struct OutputTarget {
    enum Kind {
        case absent
        case regular(stat)
        /// A device, a FIFO, or the file of standard output or standard error: written into, never renamed over.
        case stream
    }

    /// Without a symbolic link as its last component, except for a stream.
    let path: FilePath
    let kind: Kind

    private static let mostLinks = 40

    /// - Throws: `OutputFault` for a path that cannot be written to.
    init(_ path: FilePath) throws(OutputFault) {
        var info = stat()
        if path.withPlatformString({ stat($0, &info) }) == 0 {
            if Self.standardStream(info) != nil {
                self.init(path: path, kind: .stream)
                return
            }
            switch info.st_mode & S_IFMT {
            case S_IFREG: break
            case S_IFDIR: throw OutputFault(path, .folder)
            case S_IFBLK: throw OutputFault(path, .blockDevice)
            case S_IFSOCK: throw OutputFault(path, .socket)
            default:
                self.init(path: path, kind: .stream)
                return
            }
            // A link of /proc may lead to a file without a name.
            let end = try Self.followed(path)
            guard let named = Self.named(end), Self.areSame(named, info) else {
                throw OutputFault(path, .system(.noSuchFileOrDirectory))
            }
            self.init(path: end, kind: .regular(info))
        } else {
            // A dangling link names the file to be created. The kernel may forbid following it (fs.protected_symlinks).
            guard errno == ENOENT else { throw OutputFault(path, .system(Errno(rawValue: errno))) }
            self.init(path: try Self.followed(path), kind: .absent)
        }
    }

    private init(path: FilePath, kind: Kind) {
        self.path = path
        self.kind = kind
    }

    /// The descriptor, of standard output and standard error, that is connected to this file.
    static func standardStream(_ info: stat) -> FileDescriptor? {
        [FileDescriptor.standardOutput, .standardError].first { descriptor in
            var other = stat()
            return fstat(descriptor.rawValue, &other) == 0 && areSame(info, other)
        }
    }

    static func areSame(_ one: stat, _ other: stat) -> Bool { one.st_dev == other.st_dev && one.st_ino == other.st_ino }

    /// The file of the path itself, even a link; nil where there is none.
    static func named(_ path: FilePath) -> stat? {
        var info = stat()
        return path.withPlatformString({ lstat($0, &info) }) == 0 ? info : nil
    }

    /// Follows links in the last component.
    private static func followed(_ path: FilePath) throws(OutputFault) -> FilePath {
        var current = path
        for _ in 0..<mostLinks {
            guard let info = named(current), info.st_mode & S_IFMT == S_IFLNK else { return current }
            current = folder(of: current).pushing(try destination(current))
        }
        throw OutputFault(path, .system(.tooManySymbolicLinkLevels))
    }

    private static func destination(_ link: FilePath) throws(OutputFault) -> FilePath {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = link.withPlatformString { readlink($0, &buffer, buffer.count - 1) }
        guard length > 0 else { throw OutputFault(link, .system(Errno(rawValue: errno))) }
        return FilePath(platformString: buffer)
    }

    private static func folder(of path: FilePath) -> FilePath { path.removingLastComponent() }
}
