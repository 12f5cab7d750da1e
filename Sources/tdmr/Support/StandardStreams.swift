import SystemPackage

/// Standard output, unbuffered: a whole answer is handed over at once or in large pieces.
enum StandardOutput {
    static func write(_ bytes: some Sequence<UInt8>) throws { try FileDescriptor.standardOutput.writeAll(bytes) }

    static func print(_ line: String) throws { try write((line + "\n").utf8) }
}

enum StandardError {
    /// Prints a line. There is nobody left to tell when that fails.
    static func print(_ line: String) { _ = try? FileDescriptor.standardError.writeAll((line + "\n").utf8) }
}
