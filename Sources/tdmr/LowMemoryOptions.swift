import ArgumentParser
import MemoryMaps

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
