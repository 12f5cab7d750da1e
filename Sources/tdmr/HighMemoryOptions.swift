import ArgumentParser
import MemoryMaps

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
