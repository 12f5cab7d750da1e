/// The parameters of a synthetic map: the arguments of `tdmr generate`, from a command line or a file.
///
///     let map = try Recipe(preset: "spr-2s", seed: 7).map()
///
/// The same recipe gives the same map, and the map the same text, on every machine.
public struct Recipe: Hashable, Sendable {
    /// Most regions that a map can be made of.
    public static let maxRegions = 1 << 22

    /// The preset it starts from; nil: everything is drawn that is not fixed.
    public var preset: String?
    /// The seed of all random choices.
    public var seed: UInt64
    /// The differences from the preset. Of two settings of one option the later one counts.
    public var settings: [Setting]

    /// A property that is fixed.
    public struct Setting: Hashable, Sendable {
        /// Which one.
        public var option: RecipeOption
        /// As typed.
        public var value: String

        /// Fixes `option` as `value` says.
        public init(_ option: RecipeOption, _ value: String) {
            self.option = option
            self.value = value
        }

        /// Fixes `option` as `text` says, which must be of its kind and in its range.
        public init(_ option: RecipeOption, reading text: String) throws(SyntheticError) {
            var machine = SyntheticMachine()
            try machine.set(option, to: text)
            self.init(option, text)
        }
    }

    public init(preset: String? = nil, seed: UInt64 = 1, settings: [Setting] = []) {
        self.preset = preset
        self.seed = seed
        self.settings = settings
    }

    /// The preset with another number of regions.
    public init(preset: String, regions: Int, seed: UInt64 = 1) {
        self.init(preset: preset, seed: seed, settings: [Setting(.regions, String(regions))])
    }

    /// The recipe that `tdmr generate` makes of these arguments: `--preset NAME`, `--seed N` and `--OPTION VALUE`, each at most once.
    public init(arguments: [String]) throws(SyntheticError) {
        self.init()
        var seen: Set<String> = []
        var rest = arguments[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), seen.insert(word).inserted else { throw .unknownOption(word) }
            guard let value = rest.popFirst() else { throw .missingValue(word) }
            switch String(word.dropFirst(2)) {
            case "preset": preset = value
            case "seed":
                guard let number = UInt64(value) else { throw .unreadableSeed(value) }
                seed = number
            case let name:
                guard let option = RecipeOption(rawValue: name) else { throw .unknownOption(word) }
                settings.append(Setting(option, value))
            }
        }
    }

    /// Makes the map.
    /// - Complexity: O(regions).
    public func map() throws(SyntheticError) -> HostMemoryMap {
        guard let preset else { return try machine(SyntheticMachine()).map(seed: seed) }
        let named = try SyntheticPreset.named(preset)
        switch named.source {
        case .machine(let machine): return try self.machine(machine).map(seed: seed)
        case .pattern(let pattern, let regions):
            let count = try regionCount(of: pattern, default: regions, preset: preset)
            return pattern.map(regions: count, seed: seed)
        }
    }

    /// Makes the machine's kernel log instead: what its firmware and Linux print about memory and TDX.
    /// - Throws: `SyntheticError.notAMachine` for a pattern, which has no firmware.
    public func kernelLog() throws(SyntheticError) -> String {
        guard let preset else { return try machine(SyntheticMachine()).kernelLog(seed: seed) }
        guard case .machine(let machine) = try SyntheticPreset.named(preset).source else {
            throw .notAMachine(preset: preset)
        }
        return try self.machine(machine).kernelLog(seed: seed)
    }

    private func machine(_ base: SyntheticMachine) throws(SyntheticError) -> SyntheticMachine {
        var machine = base
        for setting in settings { try machine.set(setting.option, to: setting.value) }
        return machine
    }

    private func regionCount(of pattern: RegionPattern, default regions: Int, preset: String) throws(SyntheticError)
        -> Int
    {
        var count = regions
        for setting in settings {
            guard setting.option == .regions else { throw .notForPattern(setting.option, preset: preset) }
            count = try setting.option.count(setting.value)
        }
        guard pattern.allowedRegions.contains(count) else {
            let range = pattern.allowedRegions
            throw .outOfRange(
                .regions, String(count), allowed: "'\(preset)' can have \(range.lowerBound) ... \(range.upperBound)")
        }
        return count
    }
}
