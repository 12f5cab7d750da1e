import ArgumentParser
import MemoryMaps

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
