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
        on tdmrs: [TDMRInfo], cmrs: [CMR], keyIDs: KeyIDCounts = .usual, limits: ModuleLimits = .standard,
        pamt: PAMTMode = .static,
        rules: ModuleRules? = nil
    ) {
        let rules = rules ?? (pamt == .dynamic ? .v2_0_18 : .v1_5_01)
        let platform = ConfigPlatform(keyIDs: keyIDs, cmrs: cmrs, limits: limits, rules: rules)
        self.init(on: ConfigCall(entries: tdmrs, globalKeyID: keyIDs.globalKeyID, pamt: pamt), platform: platform)
    }
}
