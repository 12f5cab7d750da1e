import ArgumentParser
import MemoryMaps

struct HighMemoryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Bytes that the firmware reserves right above 4 GiB.", valueName: "size"),
        transform: RecipeOption.highStart.setting)
    var highStart: Recipe.Setting?
    @Option(
        help: ArgumentHelp(
            "Bytes that the firmware reserves at the end of each node; from 64 MiB on, 32 MiB more on the first.",
            valueName: "size"), transform: RecipeOption.strip.setting)
    var strip: Recipe.Setting?
    @Option(
        help: ArgumentHelp("Distance between the starts of two nodes.", valueName: "size"),
        transform: RecipeOption.nodeStride.setting)
    var nodeStride: Recipe.Setting?
    @Option(
        help: ArgumentHelp("A hole above the first node.", valueName: "size"),
        transform: RecipeOption.sparseHole.setting)
    var sparseHole: Recipe.Setting?
    @Option(
        help: ArgumentHelp("Whether [0xfd00000000, 0x10000000000) holds no memory.", valueName: "on|off"),
        transform: RecipeOption.tebibyteHole.setting)
    var tebibyteHole: Recipe.Setting?
    @Option(
        help: ArgumentHelp(
            "Memory regions in all, up to 4194304: by holes spread above 4 GiB, or the size of a pattern.",
            valueName: "n"), transform: RecipeOption.regions.setting)
    var regions: Recipe.Setting?

    var given: [Recipe.Setting?] { [highStart, strip, nodeStride, sparseHole, tebibyteHole, regions] }
}
