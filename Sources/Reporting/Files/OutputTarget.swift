internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What a path for output names, with symbolic links followed: a link is never replaced, what it leads to is.
struct OutputTarget {
    enum Kind {
        case absent
        case regular(stat)
        /// A device, a FIFO, or what standard output or standard error is connected to: written into, never renamed over.
        case stream
    }

    /// Without a symbolic link as its last component, but for a stream.
    let path: FilePath
    let kind: Kind

    private static let mostLinks = 40

    /// - Throws: `OutputFault` for what nothing can be written to.
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
            // A link of /proc may lead to a file that has no name any more.
            let end = try Self.followed(path)
            guard let named = Self.named(end), Self.areSame(named, info) else {
                throw OutputFault(path, .system(.noSuchFileOrDirectory))
            }
            self.init(path: end, kind: .regular(info))
        } else {
            // A link that leads nowhere names the file to be made. The kernel may forbid to follow it (fs.protected_symlinks).
            guard errno == ENOENT else { throw OutputFault(path, .system(Errno(rawValue: errno))) }
            self.init(path: try Self.followed(path), kind: .absent)
        }
    }

    private init(path: FilePath, kind: Kind) {
        self.path = path
        self.kind = kind
    }

    /// The descriptor among standard output and standard error that is connected to the very file.
    static func standardStream(_ info: stat) -> FileDescriptor? {
        [FileDescriptor.standardOutput, .standardError].first { descriptor in
            var other = stat()
            return fstat(descriptor.rawValue, &other) == 0 && areSame(info, other)
        }
    }

    static func areSame(_ one: stat, _ other: stat) -> Bool { one.st_dev == other.st_dev && one.st_ino == other.st_ino }

    /// What the path itself names, be it a link; nil for nothing.
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
