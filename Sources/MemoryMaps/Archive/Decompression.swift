internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Running decompressors of the system, in a pipeline where a file is compressed more than once; reading gives the output
/// of the last one.
struct Decompression: ByteSource {
    private let output: FileDescriptor
    private let processes: [pid_t]

    /// Starts the programs for `layers`, the outermost first, on the rest of `input`, which must be at its beginning.
    /// - Throws: `encoded` where the system does not have one of them, `unreadable`.
    init(_ layers: [Compression], _ input: FileDescriptor) throws(InputFault) {
        var source = input
        var started: [pid_t] = []
        for layer in layers {
            let next: (id: pid_t, output: FileDescriptor)?
            do { next = try Self.start(layer, source) } catch { throw .unreadable(error) }
            if source.rawValue != input.rawValue { try? source.close() }
            guard let next else {
                Self.wait(started)
                throw .encoded("compressed with \(layer.rawValue)")
            }
            started.append(next.id)
            source = next.output
        }
        output = source
        processes = started
    }

    /// Starts one program; nil where the system does not have it.
    private static func start(
        _ compression: Compression, _ input: FileDescriptor
    ) throws(Errno) -> (id: pid_t, output: FileDescriptor)? {
        guard let program = Self.program(compression.rawValue) else { return nil }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
        // Otherwise another program that is started meanwhile would keep the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (readEnd, writeEnd) = (FileDescriptor(rawValue: ends[0]), FileDescriptor(rawValue: ends[1]))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.rawValue, 0)
        posix_spawn_file_actions_adddup2(&actions, writeEnd.rawValue, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var id = pid_t()
        let result = program.withCString { program in
            "-dc".withCString { option in
                var arguments: [UnsafeMutablePointer<CChar>?] = [
                    UnsafeMutablePointer(mutating: program), UnsafeMutablePointer(mutating: option), nil,
                ]
                return posix_spawn(&id, program, &actions, nil, &arguments, environ)
            }
        }
        try? writeEnd.close()
        guard result == 0 else {
            try? readEnd.close()
            return nil
        }
        return (id, readEnd)
    }

    /// Searches only absolute folders of PATH, so that an input's folder cannot supply a program of that name.
    private static func program(_ name: String) -> String? {
        guard let path = getenv("PATH") else { return nil }
        return String(cString: path).split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first {
            access($0, X_OK) == 0
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        try FileSource(descriptor: output).read(into: buffer)
    }

    /// Waits for the programs' end; they are ended if not all was read.
    /// - Returns: whether all came to the end of sound data.
    @discardableResult func finish() -> Bool {
        try? output.close()
        return Self.wait(processes)
    }

    @discardableResult private static func wait(_ processes: [pid_t]) -> Bool {
        var areSound = true
        for process in processes {
            var status: Int32 = 0
            while waitpid(process, &status, 0) == -1 {
                guard errno == EINTR else {
                    status = -1
                    break
                }
            }
            areSound = areSound && status == 0
        }
        return areSound
    }
}
