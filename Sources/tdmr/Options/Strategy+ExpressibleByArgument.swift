import ArgumentParser
import Measurement
import TDMRConstruction
import TDXHost

/// What the registries of the libraries hold is named on the command line: an unknown name is refused with the names that there are.
extension Strategy: ExpressibleByArgument {
    public init?(argument: String) {
        guard let named = Planners.named(argument) else { return nil }
        self = named
    }

    public var defaultValueDescription: String { name }
    public static var allValueStrings: [String] { Planners.all.map(\.name) }
}
