import CProbes
import SafeText
package import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Another program, to be run and waited for, or to replace this process.
package struct ChildProcess: Sendable {
    /// Where a standard stream of the child goes.
    package enum Stream: Sendable {
        /// Inherited from this process.
        case inherited
        /// To /dev/null.
        case discarded
        /// To this process's standard error: visible to a user, but not to programs that read the output.
        case standardError
        /// To this file, which is made or emptied.
        case file(FilePath)
    }

    /// A path, absolute where it comes from `Programs`; there is no search here.
    package var executable: String
    /// Without the program's own name.
    package var arguments: [String]
    /// `NAME=VALUE`; nil: this process's own.
    package var environment: [String]?
    /// Where its standard output goes.
    package var output: Stream
    /// Where its standard error goes.
    package var errors: Stream

    /// A program to be run; nothing happens yet.
    package init(
        _ executable: String, _ arguments: [String], environment: [String]? = nil, output: Stream = .inherited,
        errors: Stream = .inherited
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.output = output
        self.errors = errors
    }

    /// A program that was started and has to be waited for.
    package struct Running: Sendable {
        fileprivate let id: pid_t

        /// Waits for the program's end. An interrupt that this process catches (`probe_catch_interrupts`) ends the program.
        /// - Returns: its exit code; 128 + N when signal N ended it.
        package func wait() throws(Errno) -> Int {
            var status: Int32 = 0
            if probe_interrupt() != 0 { kill(id, SIGTERM) }
            while waitpid(id, &status, 0) == -1 {
                guard errno == EINTR else { throw Errno(rawValue: errno) }
                if probe_interrupt() != 0 { kill(id, SIGTERM) }
            }
            return Int(probe_exit_code(status))
        }
    }

    /// Starts the program.
    /// - Throws: `Errno` when it cannot be started.
    package func start() throws(Errno) -> Running {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        Self.redirect(STDOUT_FILENO, to: output, &actions)
        Self.redirect(STDERR_FILENO, to: errors, &actions)
        var child = pid_t()
        let failure = Self.withCStrings([executable] + arguments) { argv in
            guard let environment else { return posix_spawn(&child, executable, &actions, nil, argv, environ) }
            return Self.withCStrings(environment) { posix_spawn(&child, executable, &actions, nil, argv, $0) }
        }
        guard failure == 0 else { throw Errno(rawValue: failure) }
        return Running(id: child)
    }

    /// Runs the program and waits for its end; its exit code.
    /// - Throws: `Errno` when it cannot be started.
    package func run() throws(Errno) -> Int { try start().wait() }

    /// Replaces this process by the program; `executable` is a path. Returns only on failure.
    func replaceThisProcess() -> Errno {
        Self.withCStrings([executable] + arguments) { argv in
            if let environment {
                _ = Self.withCStrings(environment) { execve(executable, argv, $0) }
            } else {
                execv(executable, argv)
            }
            return Errno(rawValue: errno)
        }
    }

    /// The path of this process's own executable.
    static var ownExecutable: String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// This process's own environment, `NAME=VALUE`.
    package static var ownEnvironment: [String] {
        var (variables, next): ([String], UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) = ([], environ)
        while let place = next, let variable = place.pointee {
            variables.append(String(cString: variable))
            next = place + 1
        }
        return variables
    }

    /// The value of an environment variable; nil when it is not set.
    package static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    private static func redirect(_ descriptor: Int32, to stream: Stream, _ actions: inout posix_spawn_file_actions_t) {
        switch stream {
        case .inherited: break
        case .standardError: posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, descriptor)
        case .discarded: posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        case .file(let path):
            posix_spawn_file_actions_addopen(&actions, descriptor, path.string, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        }
    }

    /// A NULL-terminated array of C strings for the time of the call.
    private static func withCStrings<R>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) throws -> R
    ) rethrows -> R {
        let copies: [UnsafeMutablePointer<CChar>?] =
            strings.map { strdup(ArgumentText.bytes(of: $0).map { CChar(bitPattern: $0) } + [0]) } + [nil]
        defer { copies.forEach { free($0) } }
        return try copies.withUnsafeBufferPointer { buffer in
            // The array holds at least the final nil, so it has an address.
            guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has no address") }
            return try body(base)
        }
    }
}
