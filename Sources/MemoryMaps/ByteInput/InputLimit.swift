public import PhysicalMemory

/// The limit on what is read of an input, so that reading always ends: an endless pipe, a device, 64 MiB of line ends in 64 KiB of gzip.
///
/// The largest synthetic map, 4,194,304 regions, has a quarter of these lines and bytes; a kernel log has some thousand lines.
public struct InputLimit: Hashable, Sendable {
    /// Most lines.
    public var lines: Int
    /// The largest size, after decompression.
    public var size: ByteCount

    /// The defaults, 16,777,216 lines and 1 GiB, take the readers some seconds.
    public init(lines: Int = 1 << 24, size: ByteCount = .gib(1)) {
        self.lines = lines
        self.size = size
    }
}
