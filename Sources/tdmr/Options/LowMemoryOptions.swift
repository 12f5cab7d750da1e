import ArgumentParser
import MemoryMaps

struct LowMemoryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Top of low usable memory (TOLUD).", valueName: "address"),
        transform: RecipeOption.lowTop.setting)
    var lowTop: Recipe.Setting?
    @Option(
        help: ArgumentHelp("Usable regions from 1 MiB to the low top, 1 to 1024.", valueName: "n"),
        transform: RecipeOption.lowFragments.setting)
    var lowFragments: Recipe.Setting?
    @Option(
        help: ArgumentHelp("All of them but the largest lie in this many bytes below the low top.", valueName: "size"),
        transform: RecipeOption.lowCluster.setting)
    var lowCluster: Recipe.Setting?
    @Option(
        help: ArgumentHelp("Whether the page below the low top is a region of its own.", valueName: "on|off"),
        transform: RecipeOption.lastLowPage.setting)
    var lastLowPage: Recipe.Setting?
    @Option(
        help: ArgumentHelp("One more hole, inside the largest of them.", valueName: "start-end"),
        transform: RecipeOption.earlyHole.setting)
    var earlyHole: Recipe.Setting?
    @Option(
        help: ArgumentHelp("The window below 4 GiB that DRAM is remapped around.", valueName: "size"),
        transform: RecipeOption.mmioHole.setting)
    var mmioHole: Recipe.Setting?

    var given: [Recipe.Setting?] { [lowTop, lowFragments, lowCluster, lastLowPage, earlyHole, mmioHole] }
}
