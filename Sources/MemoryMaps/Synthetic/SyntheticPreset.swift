import PhysicalMemory
import TDXModule

/// A synthetic machine with a name.
public struct SyntheticPreset: Sendable {
    /// How a preset's map is made.
    public enum Source: Sendable {
        /// A machine with sockets; its open properties are drawn.
        case machine(SyntheticMachine)
        /// Regions by a rule, `regions` of them unless told otherwise.
        case pattern(RegionPattern, regions: Int)
    }

    /// What `--preset` takes.
    public let name: String
    /// One line for a list of presets.
    public let summary: String
    /// How its map is made.
    public let source: Source

    private init(_ name: String, _ summary: String, _ pattern: RegionPattern, regions: Int) {
        self.name = name
        self.summary = summary
        source = .pattern(pattern, regions: regions)
    }

    private init(_ name: String, _ summary: String, _ fix: (inout SyntheticMachine) -> Void) {
        self.name = name
        self.summary = summary
        var machine = SyntheticMachine()
        fix(&machine)
        source = .machine(machine)
    }

    /// The preset called `name`. - Throws: `SyntheticError.unknownPreset`.
    public static func named(_ name: String) throws(SyntheticError) -> SyntheticPreset {
        guard let preset = all.first(where: { $0.name == name }) else { throw .unknownPreset(name) }
        return preset
    }

    /// Machines, then patterns.
    public static let all: [SyntheticPreset] = machines + patterns
}

extension SyntheticPreset {
    private static let machines: [SyntheticPreset] = [
        SyntheticPreset("spr-2s", "Sapphire Rapids, 2 sockets, 256 GiB, TDX on") {
            $0.fixTDXHost(
                sockets: 2, nodeSize: .gib(128), lowTop: 0x7780_0000, strip: .mib(256), processorsPerSocket: 112)
        },
        SyntheticPreset(
            "emr-2s-snc",
            "Emerald Rapids, 2 sockets in SNC-2, 256 GiB, 17 holes in the first 2 GiB: one too many for Linux"
        ) {
            $0.fixTDXHost(
                sockets: 2, nodeSize: .gib(64), lowTop: 0x6f80_0000, strip: .mib(64), processorsPerSocket: 128)
            $0.nodesPerSocket = 2
            $0.lowFragments = 16
            $0.lowCluster = .mib(512)
        },
        SyntheticPreset("gnr-fragmented", "Granite Rapids, 2 sockets in SNC-2, 1 TiB, 24 holes between 1 and 2 GiB") {
            $0.fixTDXHost(
                sockets: 2, nodeSize: .gib(256), lowTop: 0x7780_0000, strip: .mib(256), processorsPerSocket: 96)
            $0.nodesPerSocket = 2
            $0.lowFragments = 24
            $0.lowCluster = .mib(512)
            // Ends the first of Linux's TDMRs at 1 GiB, as on the machine that was reported.
            $0.earlyHole = PageRange(0x20000, 0x20200)
        },
        SyntheticPreset("8s", "8 sockets, 4 TiB, TDX on") {
            $0.fixTDXHost(
                sockets: 8, nodeSize: .gib(512), lowTop: 0x7780_0000, strip: .mib(1024), processorsPerSocket: 120)
        },
        SyntheticPreset("16s-12tib", "16 sockets, 12 TiB, a 126 GiB hole above node 0 and a firmware page at 4 GiB") {
            $0.fixTDXHost(sockets: 16, nodeSize: .gib(768), lowTop: 0x7c00_0000, strip: .zero, processorsPerSocket: 36)
            $0.sparseHole = .gib(126)
            $0.highStart = .page
        },
        SyntheticPreset("32s-64tib", "32 sockets, 64 TiB, TDX on") {
            $0.fixTDXHost(
                sockets: 32, nodeSize: .gib(2048), lowTop: 0x7780_0000, strip: .mib(1024), processorsPerSocket: 120)
            // With the usual ones 46 bits are left for addresses: 2 GiB too few.
            $0.keyIDs = KeyIDCounts(mktme: 15, tdx: 16)
        },
        SyntheticPreset(
            "cxl-2s", "2 sockets, 512 GiB, TDX on, two CXL expanders and four windows for memory to be plugged in"
        ) {
            $0.fixTDXHost(
                sockets: 2, nodeSize: .gib(256), lowTop: 0x7780_0000, strip: .mib(64), processorsPerSocket: 128)
            $0.cxlWindows = 2
            $0.cxlSize = .gib(256)
            $0.hotplugWindows = 4
        },
        SyntheticPreset(
            "amd-8n", "8 nodes of 192 GiB in the style of AMD boards: short strips, the hole below 1 TiB, no CMRs"
        ) {
            $0.sockets = 2
            $0.nodesPerSocket = 4
            $0.nodeSize = .gib(192)
            $0.isTDXHost = false
            $0.strip = .mib(4)
            $0.sparseHole = .zero
            $0.hasTebibyteHole = true
            $0.cxlWindows = 0
            $0.hotplugWindows = 0
        },
    ]

    private static let patterns: [SyntheticPreset] = [
        SyntheticPreset("sized", "regions and holes of random sizes", RegionPattern(.random), regions: 1024),
        SyntheticPreset("memory-blocks", "runs of 128 MiB memory blocks", RegionPattern(.memoryBlocks), regions: 200),
        SyntheticPreset(
            "contiguous", "64 GiB without a hole, cut between two nodes: 64 TDMRs", .contiguous, regions: 1024),
        SyntheticPreset(
            "adversarial-touching", "touching entries of alternating nodes", RegionPattern(.touching), regions: 1024),
        SyntheticPreset(
            "adversarial-stripes", "64 MiB stripes of alternating nodes", RegionPattern(.alternatingNodes),
            regions: 1024),
        SyntheticPreset(
            "adversarial-one-page-holes", "one page between two regions", RegionPattern(.onePageHoles), regions: 1024),
        SyntheticPreset(
            "adversarial-one-page-entries", "regions of one page", RegionPattern(.onePageEntries), regions: 1024),
        SyntheticPreset(
            "adversarial-exponential-gaps", "holes that double with every region", RegionPattern(.exponentialGaps),
            regions: 1024),
        SyntheticPreset(
            "adversarial-crowded", "most regions crowded in few places", RegionPattern(.crowded), regions: 1024),
        SyntheticPreset(
            "adversarial-top-of-space", "the last region ends at 2^52", RegionPattern(.endsAtLimit), regions: 16),
        SyntheticPreset(
            "adversarial-top-for-tdx", "the last region ends at 2^50, the highest address with two KeyIDs",
            .endsAtTDXLimit, regions: 16),
        SyntheticPreset(
            "adversarial-bottom-of-space", "the first region starts at 0", RegionPattern(.startsAtZero), regions: 16),
        SyntheticPreset("adversarial-span-hole", "a hole across every border of a GiB", .spanningHoles, regions: 16),
        SyntheticPreset(
            "adversarial-tdmrs-63", "63 TDMRs: one fewer than the module takes", .touchingGranules, regions: 63),
        SyntheticPreset(
            "adversarial-tdmrs-64", "64 TDMRs: as many as the module takes", .touchingGranules, regions: 64),
        SyntheticPreset(
            "adversarial-tdmrs-65", "65 TDMRs: one more than the module takes", .touchingGranules, regions: 65),
        SyntheticPreset(
            "adversarial-holes-15", "15 holes in one granule: 16 areas with the PAMT", .holesInOneGranule, regions: 16),
        SyntheticPreset(
            "adversarial-holes-16", "16 holes in one granule: none left for the PAMT", .holesInOneGranule, regions: 17),
        SyntheticPreset(
            "adversarial-holes-17", "17 holes in one granule: one too many", .holesInOneGranule, regions: 18),
        SyntheticPreset(
            "adversarial-one-entry-tdmrs", "a TDMR per region, the module's limit raised", .oneEntryTDMRs,
            regions: 16_384),
        SyntheticPreset(
            "adversarial-64n-runs", "64 nodes, 64 TiB, with a run of 4 GiB or more on each node",
            .sixtyFourNodesWithRuns, regions: 1_000_000),
        SyntheticPreset(
            "adversarial-64n-crumbs", "64 nodes, 64 TiB, no run of 4 GiB", .sixtyFourNodesOfFragments,
            regions: 1_000_000),
        SyntheticPreset(
            "adversarial-64n-dust", "64 nodes without a run that can hold a PAMT", .sixtyFourNodesOfShortRegions,
            regions: 1_000_000),
    ]
}

extension SyntheticMachine {
    /// The common properties of presets with TDX on: known CMRs, the usual KeyIDs, nothing plugged in.
    fileprivate mutating func fixTDXHost(
        sockets: Int, nodeSize: ByteCount, lowTop: UInt64, strip: ByteCount, processorsPerSocket: Int
    ) {
        self.sockets = sockets
        nodesPerSocket = 1
        self.nodeSize = nodeSize
        isTDXHost = true
        self.lowTop = PhysicalAddress(lowTop)
        hasLastLowPage = true
        self.strip = strip
        sparseHole = .zero
        highStart = .zero
        cxlWindows = 0
        hotplugWindows = 0
        self.processorsPerSocket = processorsPerSocket
        keyIDs = .usual
    }
}
