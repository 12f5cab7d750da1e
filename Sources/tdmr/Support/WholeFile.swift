import SafeText
import SystemPackage

/// All bytes of a file, or of standard input for `-`.
enum WholeFile {
    static func read(_ path: String) throws -> [UInt8] {
        guard path != "-" else { return try bytes(of: .standardInput) }
        let file = try FileDescriptor.open(FilePath(argument: path), .readOnly)
        return try file.closeAfter { try bytes(of: file) }
    }

    private static func bytes(of file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let piece = try [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if piece.isEmpty { return bytes }
            bytes += piece
        }
    }
}
