/// The same verdict from sorted lists: a TDMR is compared only with what lies at its own addresses. On an overlap the module's pairwise comparison is
/// repeated for that one TDMR, so that the refusal names the same pair.
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
