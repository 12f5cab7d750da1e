import ArgumentParser
import TDMRConstruction

/// A member of the registry of PAMT placers, by its name.
struct PAMTPlacerOption: ExpressibleByArgument {
    let placer: any PAMTPlacer

    init?(argument: String) {
        guard let placer = PAMTPlacers.named(argument) else { return nil }
        self.placer = placer
    }

    var defaultValueDescription: String { placer.name }
    static var allValueStrings: [String] { PAMTPlacers.all.map(\.name) }
}
