package import SystemPackage

/// Command-line arguments as lossless text: paths need not be UTF-8.
///
/// A byte that belongs to no UTF-8 character is kept as one of the last 128 private-use characters, U+10FF80 + (byte - 0x80). The bytes of such a character
/// themselves are kept in the same way, so that `bytes(of:)` gives back exactly what `text(of:)` was given.
package enum ArgumentText {
    private static let firstKept: UInt32 = 0x10FF80

    /// The arguments of this process after its name.
    package static var ofProcess: [String] {
        let all = CommandLine.unsafeArgv
        return (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            all[index].map { start in
                var length = 0
                while start[length] != 0 { length += 1 }
                return text(of: UnsafeRawBufferPointer(start: start, count: length))
            }
        }
    }

    /// The argument as text; a byte that is not part of UTF-8 becomes a scalar of its own. - Complexity: O(n).
    package static func text(of bytes: some Collection<UInt8>) -> String {
        var scalars = String.UnicodeScalarView()
        var rest = bytes[...]
        while let first = rest.first {
            let length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
            let piece = Array(rest.prefix(length))
            if piece.count == length, let character = String(validating: piece, as: UTF8.self)?.unicodeScalars.first,
                character.value < firstKept
            {
                scalars.append(character)
                rest = rest.dropFirst(length)
            } else {
                scalars.append(kept(first))
                rest = rest.dropFirst()
            }
        }
        return String(scalars)
    }

    /// The bytes that `text(of:)` was made from. - Complexity: O(n).
    package static func bytes(of text: String) -> [UInt8] {
        text.unicodeScalars.reduce(into: []) { bytes, character in
            if let byte = byte(character) {
                bytes.append(byte)
            } else {
                bytes.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    /// The byte that a character stands for; nil for a character that stands for itself.
    package static func byte(_ character: Unicode.Scalar) -> UInt8? {
        character.value >= firstKept ? UInt8(character.value - firstKept + 0x80) : nil
    }

    /// The character for a byte from 0x80 on; a lower one is a character already.
    private static func kept(_ byte: UInt8) -> Unicode.Scalar {
        byte < 0x80 ? Unicode.Scalar(byte) : Unicode.Scalar(firstKept + UInt32(byte) - 0x80) ?? "\u{fffd}"
    }
}

extension FilePath {
    /// The path that a user typed, UTF-8 or not.
    package init(argument text: String) {
        self.init(platformString: ArgumentText.bytes(of: text).filter { $0 != 0 }.map { CChar(bitPattern: $0) } + [0])
    }

    /// The path as `init(argument:)` takes it.
    package var argument: String {
        withPlatformString { ArgumentText.text(of: UnsafeRawBufferPointer(start: $0, count: length)) }
    }
}
