import PhysicalMemory

/// A way to find the verdict of TDH.SYS.CONFIG. All give the same verdict for every call; they differ in time.
///
/// The verdict is that of the public TDX module; what differs between its versions is in `ConfigPlatform.rules`.
public protocol ConfigJudge: Sendable {
    /// The algorithm's name in `bench`: `pairwise`, `sweep`.
    static var name: String { get }

    /// What the module answers to a call with `operands` on `platform`.
    static func verdict(on operands: ConfigOperands, entries: some TDMRInfoSource, platform: ConfigPlatform) -> ConfigVerdict
}

/// Every way there is; a new one is one line.
public enum ConfigJudges {
    /// The slow, obvious judge first.
    public static let all: [any ConfigJudge.Type] = [PairwiseConfigJudge.self, SweepingConfigJudge.self]
}

extension ConfigJudge {
    /// The verdict on a call with its entries at hand.
    public static func verdict(on call: ConfigCall, platform: ConfigPlatform) -> ConfigVerdict {
        verdict(on: call.operands, entries: call, platform: platform)
    }
}

extension ConfigVerdict {
    /// The verdict on `call`, by the fastest judge.
    /// - Complexity: O(*n* log *n*) for *n* TDMRs, PAMTs, reserved areas and CMRs together; a refusal for overlap adds the pairs of one TDMR.
    public init(on call: ConfigCall, platform: ConfigPlatform) {
        self = SweepingConfigJudge.verdict(on: call, platform: platform)
    }

    /// The verdict on a layout as a host with the given KeyID partition would hand it over: the first private KeyID protects the PAMT.
    /// - Parameters:
    ///   - tdmrs: the entries, in list order.
    ///   - cmrs: in module order, unused slots included.
    ///   - keyIDs: how KeyIDs are divided.
    ///   - limits: most TDMRs and areas, and the sizes of PAMT entries.
    ///   - pamt: how the PAMT is to be kept.
    ///   - rules: nil: those of 1.5.01, with dynamic PAMT of 2.0.18.
    public init(
        on tdmrs: [TDMRInfo], cmrs: [CMR], keyIDs: KeyIDCounts = .usual, limits: ModuleLimits = .standard, pamt: PAMTMode = .static,
        rules: ModuleRules? = nil
    ) {
        let rules = rules ?? (pamt == .dynamic ? .v2_0_18 : .v1_5_01)
        let platform = ConfigPlatform(keyIDs: keyIDs, cmrs: cmrs, limits: limits, rules: rules)
        self.init(on: ConfigCall(entries: tdmrs, globalKeyID: keyIDs.globalKeyID, pamt: pamt), platform: platform)
    }
}

/// How a judge answers the rules that compare a TDMR with the ones before it and with the CMRs.
protocol PlaceRules {
    init(capacity: Int)
    /// Rules 25 to 29 for a TDMR that passed the rules before, and which later ones are compared with.
    mutating func admit(_ tdmr: PageRange, pamts: PAMTExtents, areas: ArraySlice<ReservedArea>) throws(ConfigRefusal)
    /// Rules 30 and 31 for the TDMR admitted last.
    func checkConvertible(_ memory: ConvertibleMemory) throws(ConfigRefusal)
}

/// The module's walk through a call, with one way to answer the place rules.
enum ConfigWalk<Places: PlaceRules> {
    static func verdict(on operands: ConfigOperands, entries: some TDMRInfoSource, platform: ConfigPlatform) -> ConfigVerdict {
        do throws(ConfigRefusal) {
            try walk(operands, entries, platform)
            return .accepted
        } catch {
            return .refused(error)
        }
    }

    private static func walk(_ operands: ConfigOperands, _ entries: some TDMRInfoSource, _ platform: ConfigPlatform) throws(ConfigRefusal) {
        guard let memory = ConvertibleMemory(platform.cmrs, keyIDField: platform.keyIDField) else { throw .cmrListInvalid }
        let rules = ConfigRules(platform: platform, operands: operands)
        try rules.checkCall()

        // checkCall made sure that the count is at most the limit, an Int.
        let count = Int(operands.count)
        var places = Places(capacity: count)
        var previous: AddressExtent?
        for index in 0..<count {
            try rules.checkEntryAddress(entries.entryAddress(index))
            let info = entries.entry(index)
            let extent = try rules.extent(of: info, index, after: previous)
            try rules.checkReservedAreas(of: info, index, in: extent)
            let pamts = try rules.pamtExtents(of: info, index, in: extent)
            try places.admit(extent.pages, pamts: pamts, areas: info.reservedAreas.prefix(platform.limits.maxReservedAreas))
            try places.checkConvertible(memory)
            previous = extent
        }
    }
}
