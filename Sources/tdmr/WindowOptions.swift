import ArgumentParser
import MemoryMaps

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
