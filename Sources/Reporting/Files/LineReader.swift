package import SystemPackage

/// Reads a file line by line from its current position.
///
/// Memory use is that of the longest line, which may have `longest` bytes.
package struct LineReader {
    /// One line.
    package struct Line {
        /// Without the newline.
        package var bytes: [UInt8]
        /// Whether there was a newline: without one the line may be torn.
        package var isWhole: Bool
    }

    private static let longest = 16 << 20
    private static let pieceSize = 1 << 16

    private let descriptor: FileDescriptor
    private var buffer: [UInt8] = []
    /// Where in the buffer the next line begins.
    private var position = 0
    /// Offsets, from where reading began, of the last line read and of the byte after it.
    package private(set) var start = 0
    /// Where what follows it begins.
    package private(set) var end = 0
    /// Whether that line had a newline.
    package private(set) var isWhole = true

    /// Reads from where `descriptor` stands; it stays open.
    package init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

    /// - Throws: `Errno`; `.fileTooLarge` for a line that is too long.
    package mutating func next() throws -> Line? {
        var searched = position
        while true {
            if let newline = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                return take(newline, isWhole: true)
            }
            searched = buffer.count
            guard searched - position <= Self.longest else { throw Errno.fileTooLarge }
            buffer.removeFirst(position)
            searched -= position
            position = 0
            var piece = [UInt8](repeating: 0, count: Self.pieceSize)
            let count = try piece.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            guard count > 0 else { return buffer.isEmpty ? nil : take(buffer.count, isWhole: false) }
            buffer += piece[..<count]
        }
    }

    private mutating func take(_ lineEnd: Int, isWhole: Bool) -> Line {
        let line = Line(bytes: Array(buffer[position..<lineEnd]), isWhole: isWhole)
        self.isWhole = isWhole
        start = end
        end += line.bytes.count + (isWhole ? 1 : 0)
        position = isWhole ? lineEnd + 1 : lineEnd
        return line
    }

    /// The last line of a file, without its newline; nil where it is torn or empty. The file is at its beginning afterwards.
    /// - Throws: `Errno`; `.illegalSeek` for a pipe, `.fileTooLarge` for a line that is too long.
    package static func lastLine(of descriptor: FileDescriptor) throws -> [UInt8]? {
        let size = try descriptor.seek(offset: 0, from: .end)
        defer { _ = try? descriptor.seek(offset: 0, from: .start) }
        var tail: [UInt8] = []
        var from = size
        while from > 0, tail.dropLast().firstIndex(of: UInt8(ascii: "\n")) == nil {
            guard tail.count <= longest else { throw Errno.fileTooLarge }
            let count = min(Int(from), pieceSize)
            from -= Int64(count)
            var piece = [UInt8](repeating: 0, count: count)
            let read = try piece.withUnsafeMutableBytes { try descriptor.read(fromAbsoluteOffset: from, into: $0) }
            guard read == count else { throw Errno.ioError }
            tail = piece + tail
        }
        guard tail.last == UInt8(ascii: "\n") else { return nil }
        return tail.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).last.map(
            Array.init)
    }
}
