import PhysicalMemory

/// Distributions in 68 public logs of servers, from which a machine is drawn where its recipe leaves a choice.
///
/// Sizes are in pages, counts as they are. Nearly all of these machines had TDX off; hosts with TDX on differ in the top of low memory, the node
/// size and the firmware's strips, see `TDXHostStatistics`.
enum ServerStatistics {
    /// Usable regions between 1 MiB and 4 GiB.
    static let lowFragments = QuantileTable(quantiles: [1, 1, 2, 3, 4, 7, 10, 11, 16], scale: .linear)

    /// Entries of the firmware's map.
    static let e820Entries = QuantileTable(quantiles: [9, 12, 13, 16, 25, 36, 40, 46, 46], scale: .linear)

    /// The hole between two usable regions below 4 GiB.
    static let lowGap = QuantileTable(
        quantilesOfSizes: [
            .kib(4), .kib(28), .kib(424), .kib(2457), .mib(32), .mib(116), .mib(125), .mib(412), .gib(1),
        ])

    /// A usable region below 4 GiB other than the largest one and the last one, which gets the rest of the others' share. Those rests are
    /// larger; together with them the quantiles are those of all regions but the largest: 4 KiB, 4 KiB, 112 KiB, 3.2 MiB, 37 MiB, 216 MiB, 385 MiB, 664 MiB, 716 MiB.
    static let minorFragment = QuantileTable(
        [
            (0, .kib(4)), (130_000, .kib(4)), (310_000, .kib(112)), (600_000, .kib(3276)), (880_000, .mib(37)),
            (985_000, .mib(216)), (1_000_000, .mib(385)),
        ]
        .map { (position: $0, value: ($1 as ByteCount).pages) },
        scale: .logarithmic)

    /// The size limit of all usable regions below 4 GiB but the largest one, in pages.
    static let largestSmallFragment = ByteCount.mib(716).pages

    /// The largest region's share of low memory, in parts per million, on machines whose low memory is in more than one piece. (In the table of quantiles,
    /// which is flat at one whole from p90 on, those in one piece take the top.)
    static let largestShare = QuantileTable(
        [
            (0, 545_000), (121_000, 735_000), (303_000, 812_000), (606_000, 946_000), (909_000, 998_000),
            (1_000_000, 999_600),
        ], scale: .linear)

    /// The end of the last usable region below 4 GiB (TOLUD), in MiB: 70 % lie between 1776 and 2048, 22 % between 2560 and 3072, the rest above.
    static let lowTop = QuantileTable(
        [
            (0, 1776), (100_000, 1784), (250_000, 1792), (500_000, 1984), (700_000, 2048), (701_000, 2560),
            (750_000, 2688), (900_000, 3063),
            (920_000, 3072), (921_000, 3563), (950_000, 3574), (990_000, 3869), (1_000_000, 3869),
        ], scale: .linear)

    /// Memory of the whole machine, in GiB.
    static let memory = QuantileTable(quantiles: [4, 16, 48, 128, 256, 768, 1530, 2048, 12288], scale: .logarithmic)

    /// Nodes that have memory.
    static let nodes: [(weight: UInt64, value: Int)] = [(200, 1), (600, 2), (120, 4), (50, 8), (15, 16), (15, 32)]

    /// The memory sizes of a server's node.
    static let nodeSizes: [ByteCount] = [4, 8, 16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024].map { .gib($0) }

    /// Distance of the first usable byte above 4 GiB from 4 GiB.
    static let highStart: [(weight: UInt64, value: ByteCount)] = [
        (945, .zero), (20, .page), (6, .kib(64)), (29, .mib(12)),
    ]

    /// Cores of one socket.
    static let coresPerSocket = [8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 60, 64]
}
