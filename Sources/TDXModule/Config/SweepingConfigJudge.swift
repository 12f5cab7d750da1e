/// The same verdict from ordered lists: a TDMR is compared only with what lies at its own addresses. Where something is in the way, the module's own
/// pairs are gone through for that one TDMR, so that the refusal names the same pair.
///
/// - Complexity: O(*n* log *n*) for *n* TDMRs, PAMTs, reserved areas and CMRs together (placing a PAMT below others moves them up, at most three per
///   TDMR); a refusal for overlap adds the pairs of one TDMR.
public enum SweepingConfigJudge: ConfigJudge {
    public static let name = "sweep"

    public static func verdict(on operands: ConfigOperands, entries: some TDMRInfoSource, platform: ConfigPlatform)
        -> ConfigVerdict
    {
        ConfigWalk<SweptPlaces>.verdict(on: operands, entries: entries, platform: platform)
    }
}
