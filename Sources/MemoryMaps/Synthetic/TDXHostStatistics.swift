import PhysicalMemory

/// Distributions in the eight public logs with CMR lines.
enum TDXHostStatistics {
    static let lowTop: [(weight: UInt64, value: PhysicalAddress)] = [
        (88, PhysicalAddress(0x7780_0000)), (12, PhysicalAddress(0x6f80_0000)),
    ]

    static let nodes: [(weight: UInt64, value: Int)] = [(100, 1), (550, 2), (250, 4), (70, 8), (15, 16), (15, 32)]

    static let nodeSizes: [ByteCount] = [64, 128, 256, 512, 1024].map { .gib($0) }

    /// Bytes that the firmware reserves at the end of each node; the first node's strip is 32 MiB longer.
    static let strips: [(weight: UInt64, value: ByteCount)] = [(4, .mib(64)), (2, .mib(256)), (2, .mib(1024))]

    static let firstStripExtra = ByteCount.mib(32)

    /// The private KeyID range [a, b) as MKTME and TDX counts: [16, 32), [32, 64), [64, 128), [1, 128).
    static let keyIDs: [(weight: UInt64, value: (mktme: UInt32, tdx: UInt32))] = [
        (1, (15, 16)), (5, (31, 32)), (3, (63, 64)), (1, (0, 127)),
    ]

    static let coresPerSocket = [32, 40, 48, 52, 56, 60, 64, 72, 86, 96, 128]
}
