import ArgumentParser
import TDXHost

extension HotplugPolicyKind: ExpressibleByArgument {
    public init?(argument: String) {
        guard let named = HotplugPolicies.named(argument) else { return nil }
        self = named
    }

    public var defaultValueDescription: String { name }
    public static var allValueStrings: [String] { HotplugPolicies.all.map(\.name) }
}
