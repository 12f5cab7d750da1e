/// The output of another program that is mistaken for a memory map.
public enum OtherProgramOutput: Hashable, Sendable, CaseIterable {
    /// `dmesg: read kernel buffer failed: Operation not permitted`
    case refusedDmesg
    /// The output of `numactl -H`.
    case numactl
    /// The output of `dmidecode`.
    case dmidecode
    /// The output of `free`.
    case free
    /// The output of `lscpu`.
    case lscpu
    /// The output of `lsmem --summary=only`.
    case lsmemSummary

    /// The name of the program, and what to give instead.
    var sentence: String {
        switch self {
        case .refusedDmesg: "dmesg was not permitted to read the kernel log: run it as root"
        case .numactl:
            "numactl gives sizes of nodes, no addresses: give the kernel log (dmesg), /proc/iomem as root or lsmem"
        case .dmidecode:
            "dmidecode lists memory modules, no usable addresses: give the kernel log (dmesg), /proc/iomem as root or lsmem"
        case .free: "free gives sums, no addresses: give the kernel log (dmesg), /proc/iomem as root or lsmem"
        case .lsmemSummary:
            "this is lsmem's summary, sums without addresses: give all that lsmem prints, without --summary=only"
        case .lscpu: "lscpu says nothing of memory: give the kernel log (dmesg), /proc/iomem as root or lsmem"
        }
    }

    private static let marks: [(StaticString, OtherProgramOutput)] = [
        ("peration not permitted", .refusedDmesg), ("read kernel buffer failed", .refusedDmesg),
        ("klogctl:", .refusedDmesg),
        ("node distances:", .numactl), (" node 0 size:", .numactl), ("available: ", .numactl),
        ("node 0 cpus:", .numactl),
        ("# dmidecode", .dmidecode), ("DMI type ", .dmidecode), ("Memory Device", .dmidecode),
        ("total        used", .free), ("Architecture: ", .lscpu), ("CPU op-mode", .lscpu),
        ("Memory block size:", .lsmemSummary), ("Total online memory:", .lsmemSummary),
    ]

    /// Looks for it in the first lines of an input.
    struct Search {
        private(set) var found: OtherProgramOutput?
        private var linesLeft = 40

        mutating func take(_ line: Span<UInt8>) {
            guard linesLeft > 0, found == nil else { return }
            linesLeft -= 1
            let start = line.extracting(0..<min(line.count, 200))
            found = OtherProgramOutput.marks.first { start.find($0.0, from: 0) != nil }?.1
        }
    }
}
