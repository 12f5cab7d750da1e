import ArgumentParser
import MemoryMaps

struct WindowOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("CXL expanders right above DRAM, 0 to 16, each a node.", valueName: "n"),
        transform: RecipeOption.cxlWindows.setting)
    var cxlWindows: Recipe.Setting?
    @Option(help: ArgumentHelp("Size of a CXL expander.", valueName: "size"), transform: RecipeOption.cxlSize.setting)
    var cxlSize: Recipe.Setting?
    @Option(
        help: ArgumentHelp(
            "Whether the first CXL expander is memory at boot, which no CMR covers.", valueName: "on|off"),
        transform: RecipeOption.cxlAtBoot.setting)
    var cxlAtBoot: Recipe.Setting?
    @Option(
        help: ArgumentHelp("Windows far above for memory to be plugged in, 0 to 64, each a node.", valueName: "n"),
        transform: RecipeOption.hotplugWindows.setting)
    var hotplugWindows: Recipe.Setting?
    @Option(
        help: ArgumentHelp("Size of such a window.", valueName: "size"), transform: RecipeOption.hotplugSize.setting)
    var hotplugSize: Recipe.Setting?

    var given: [Recipe.Setting?] { [cxlWindows, cxlSize, cxlAtBoot, hotplugWindows, hotplugSize] }
}
