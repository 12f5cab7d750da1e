internal import SystemPackage

extension ChildProcess {
    /// Runs the program and returns its standard output, at most 512 MiB.
    /// - Throws: `Errno` when it cannot be started or its output cannot be read.
    package func captured() throws -> (exitCode: Int, output: [UInt8]) {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let file = folder.path.appending("output")
        var process = self
        process.output = .file(file)
        return (try process.run(), try SmallFile.bytes(file))
    }
}
