import ArgumentParser
import MemoryMaps

struct TopologyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Sockets, 1 to 64.", valueName: "n"), transform: RecipeOption.sockets.setting)
    var sockets: Recipe.Setting?
    @Option(
        help: ArgumentHelp("Sub-NUMA clusters, 1 to 8.", valueName: "n"), transform: RecipeOption.nodesPerSocket.setting
    )
    var nodesPerSocket: Recipe.Setting?
    @Option(
        help: ArgumentHelp("DRAM of each node, 16 MiB to 64 TiB.", valueName: "size"),
        transform: RecipeOption.nodeSize.setting)
    var nodeSize: Recipe.Setting?
    @Option(
        help: ArgumentHelp(
            "Whether the machine is a TDX host: CMRs, strips, the low top and node sizes of such.", valueName: "on|off"),
        transform: RecipeOption.tdx.setting)
    var tdx: Recipe.Setting?
    @Option(
        help: ArgumentHelp("Whether CMRs are known; a TDX host's are.", valueName: "on|off"),
        transform: RecipeOption.cmrs.setting)
    var cmrs: Recipe.Setting?
    @Option(
        help: ArgumentHelp("Logical processors of a socket, 1 to 1024.", valueName: "n"),
        transform: RecipeOption.lpsPerSocket.setting)
    var lpsPerSocket: Recipe.Setting?
    @Option(
        help: ArgumentHelp("How many KeyIDs are shared and how many private.", valueName: "mktme,tdx"),
        transform: RecipeOption.keyids.setting)
    var keyids: Recipe.Setting?

    var given: [Recipe.Setting?] { [sockets, nodesPerSocket, nodeSize, tdx, cmrs, lpsPerSocket, keyids] }
}
