import SafeText
package import SystemPackage

/// Why a file was not written; an existing file is unchanged.
package struct OutputFault: Error, Hashable, Sendable {
    /// The reason.
    package enum Reason: Hashable, Sendable {
        /// It exists and may not be replaced.
        case exists
        /// It exists and is not a file of the kind to be written, by its first bytes.
        case anotherKind
        /// The name is empty.
        case noName
        /// The name ends with `/`, as only a folder's may.
        case folderName
        /// A folder has this name.
        case folder
        /// A block device has this name.
        case blockDevice
        /// A socket has this name.
        case socket
        /// No process has the FIFO open for reading.
        case noReader(within: Duration)
        /// Another process is writing it.
        case locked
        /// Another process replaced it since this one last wrote it.
        case overtaken
        /// The system refused.
        case system(Errno)
    }

    /// The file as it was named.
    package var path: FilePath
    /// Why it was not written.
    package var reason: Reason

    /// A fault of the file at `path`.
    package init(_ path: FilePath, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

extension OutputFault: CustomStringConvertible {
    package var description: String {
        let text =
            switch reason {
            case .exists: "exists; it was left alone"
            case .anotherKind: "is something else; it was left alone, name another file"
            case .noName: "the name of a file is expected"
            case .folderName: "ends with '/', as only a folder's name does"
            case .folder: "is a folder"
            case .blockDevice: "is a block device, which nothing is written to"
            case .socket: "is a socket, which nothing is written to"
            case .noReader(let patience):
                "no process opened this FIFO for reading within \(patience.components.seconds) s"
            case .locked: "another process is writing it; it was left alone"
            case .overtaken: "another process has written it meanwhile; that was left alone"
            case .system(let error): "\(error)"
            }
        return path.isEmpty ? text : "\(path.argument): \(text)"
    }
}

extension FilePath {
    /// The file that an argument names for output.
    /// - Throws: `OutputFault` for an empty name, and for one that ends with `/`.
    package init(outputFile argument: String) throws(OutputFault) {
        self.init(argument: argument)
        if argument.isEmpty { throw OutputFault(self, .noName) }
        if argument.hasSuffix("/") { throw OutputFault(self, .folderName) }
    }
}
