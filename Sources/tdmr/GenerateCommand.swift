import ArgumentParser
import MemoryMaps
import Reporting

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make up a machine and print its memory map.",
        discussion: """
            What is not given is drawn from the distributions of real servers, or comes from the preset. The same arguments give the same bytes everywhere.
            Sizes and addresses: bytes, decimal or 0x, with KiB, MiB, GiB or TiB behind if wanted.

            Presets:
            \(SyntheticPreset.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

            Examples:
              tdmr generate --preset emr-2s-snc | tdmr plan -
              tdmr generate --sockets 4 --nodes-per-socket 2 --node-size 128GiB --tdx on --seed 7
              tdmr generate --preset cxl-2s --format log | tdmr map -
              tdmr generate --preset adversarial-touching --regions 1000000 > touching.tdxmap
            """
    )

    @Option(help: "A machine or a pattern with a name, see above.")
    var preset: String?

    @Option(help: "Decides everything that is left to chance.")
    var seed: UInt64 = 1

    @Option(help: "What to print: a tdxmap, or the kernel log that such a machine would give.")
    var format = Format.tdxmap

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case tdxmap, log
    }

    @OptionGroup(title: "Sockets and nodes") var topology: TopologyOptions
    @OptionGroup(title: "Memory below 4 GiB") var low: LowMemoryOptions
    @OptionGroup(title: "Memory above 4 GiB") var high: HighMemoryOptions
    @OptionGroup(title: "Windows without memory at boot") var windows: WindowOptions

    func run() throws {
        let given = topology.given + low.given + high.given + windows.given
        let recipe = Recipe(
            preset: preset, seed: seed,
            settings: given.compactMap { option, value in value.map { Recipe.Setting(option, $0) } })
        do {
            switch format {
            case .tdxmap:
                let map = try recipe.map()
                try TDXMapWriter.write(map) { try StandardOutput.write($0) }
            case .log:
                let log = try recipe.kernelLog()
                try StandardOutput.write(log.utf8)
            }
        } catch let error as SyntheticError {
            throw ValidationError("\(error)")
        }
    }
}

struct TopologyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Sockets, 1 to 64.", valueName: "n")) var sockets: String?
    @Option(help: ArgumentHelp("Sub-NUMA clusters, 1 to 8.", valueName: "n")) var nodesPerSocket: String?
    @Option(help: ArgumentHelp("DRAM of each node, 16 MiB to 64 TiB.", valueName: "size")) var nodeSize: String?
    @Option(
        help: ArgumentHelp(
            "Whether the machine is a TDX host: CMRs, strips, the low top and node sizes of such.", valueName: "on|off")
    ) var tdx: String?
    @Option(help: ArgumentHelp("Whether CMRs are known; a TDX host's are.", valueName: "on|off")) var cmrs: String?
    @Option(help: ArgumentHelp("Logical processors of a socket, 1 to 1024.", valueName: "n")) var lpsPerSocket: String?
    @Option(help: ArgumentHelp("How many KeyIDs are shared and how many private.", valueName: "mktme,tdx")) var keyids:
        String?

    var given: [(RecipeOption, String?)] {
        [
            (.sockets, sockets), (.nodesPerSocket, nodesPerSocket), (.nodeSize, nodeSize), (.tdx, tdx), (.cmrs, cmrs),
            (.lpsPerSocket, lpsPerSocket),
            (.keyids, keyids),
        ]
    }
}

struct LowMemoryOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Top of low usable memory (TOLUD).", valueName: "address")) var lowTop: String?
    @Option(help: ArgumentHelp("Usable regions from 1 MiB to the low top, 1 to 1024.", valueName: "n"))
    var lowFragments: String?
    @Option(
        help: ArgumentHelp("Crowd all of them but the largest in the last bytes below the low top.", valueName: "size"))
    var lowCluster: String?
    @Option(help: ArgumentHelp("Whether the page below the low top is a region of its own.", valueName: "on|off"))
    var lastLowPage: String?
    @Option(help: ArgumentHelp("One more hole, inside the largest of them.", valueName: "start-end")) var earlyHole:
        String?
    @Option(help: ArgumentHelp("The window below 4 GiB that DRAM is remapped around.", valueName: "size")) var mmioHole:
        String?

    var given: [(RecipeOption, String?)] {
        [
            (.lowTop, lowTop), (.lowFragments, lowFragments), (.lowCluster, lowCluster), (.lastLowPage, lastLowPage),
            (.earlyHole, earlyHole),
            (.mmioHole, mmioHole),
        ]
    }
}

struct HighMemoryOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What the firmware keeps right above 4 GiB.", valueName: "size")) var highStart: String?
    @Option(
        help: ArgumentHelp(
            "What the firmware keeps at the end of each node; from 64 MiB on, 32 MiB more on the first.",
            valueName: "size")) var strip: String?
    @Option(help: ArgumentHelp("Distance between the starts of two nodes.", valueName: "size")) var nodeStride: String?
    @Option(help: ArgumentHelp("A hole above the first node.", valueName: "size")) var sparseHole: String?
    @Option(help: ArgumentHelp("Whether [0xfd00000000, 0x10000000000) holds no memory.", valueName: "on|off"))
    var tebibyteHole: String?
    @Option(
        help: ArgumentHelp(
            "Memory regions in all, up to 4194304: by holes spread above 4 GiB, or the size of a pattern.",
            valueName: "n")) var regions: String?

    var given: [(RecipeOption, String?)] {
        [
            (.highStart, highStart), (.strip, strip), (.nodeStride, nodeStride), (.sparseHole, sparseHole),
            (.tebibyteHole, tebibyteHole),
            (.regions, regions),
        ]
    }
}

struct WindowOptions: ParsableArguments {
    @Option(help: ArgumentHelp("CXL expanders right above DRAM, 0 to 16, each a node.", valueName: "n")) var cxlWindows:
        String?
    @Option(help: ArgumentHelp("Size of a CXL expander.", valueName: "size")) var cxlSize: String?
    @Option(
        help: ArgumentHelp(
            "Whether the first CXL expander is memory at boot, which no CMR covers.", valueName: "on|off"))
    var cxlAtBoot: String?
    @Option(help: ArgumentHelp("Windows far above for memory to be plugged in, 0 to 64, each a node.", valueName: "n"))
    var hotplugWindows: String?
    @Option(help: ArgumentHelp("Size of such a window.", valueName: "size")) var hotplugSize: String?

    var given: [(RecipeOption, String?)] {
        [
            (.cxlWindows, cxlWindows), (.cxlSize, cxlSize), (.cxlAtBoot, cxlAtBoot), (.hotplugWindows, hotplugWindows),
            (.hotplugSize, hotplugSize),
        ]
    }
}
