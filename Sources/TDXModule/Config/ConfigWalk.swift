/// The checks of a call in the module's order; `Places` checks where the TDMRs and PAMTs lie.
enum ConfigWalk<Places: PlaceRules> {
    static func verdict(on operands: ConfigOperands, entries: some TDMRInfoSource, platform: ConfigPlatform)
        -> ConfigVerdict
    {
        do throws(ConfigRefusal) {
            try walk(operands, entries, platform)
            return .accepted
        } catch {
            return .refused(error)
        }
    }

    private static func walk(_ operands: ConfigOperands, _ entries: some TDMRInfoSource, _ platform: ConfigPlatform)
        throws(ConfigRefusal)
    {
        guard let memory = ConvertibleMemory(platform.cmrs, keyIDField: platform.keyIDField) else {
            throw .cmrListInvalid
        }
        let rules = ConfigRules(platform: platform, operands: operands)
        try rules.checkCall()

        // checkCall made sure that the count is at most the limit, an Int.
        let count = Int(operands.count)
        var places = Places(capacity: count)
        var previous: AddressRange?
        for index in 0..<count {
            try rules.checkEntryAddress(entries.entryAddress(index))
            let info = entries.entry(index)
            let range = try rules.range(of: info, index, after: previous)
            try rules.checkReservedAreas(of: info, index, in: range)
            let pamts = try rules.pamtRanges(of: info, index, in: range)
            try places.admit(
                range.pages, pamts: pamts, areas: info.reservedAreas.prefix(platform.limits.maxReservedAreas))
            try places.checkConvertible(memory)
            previous = range
        }
    }
}
