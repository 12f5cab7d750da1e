/// The coverage family, one line each.
public enum CoverageStrategies {
    /// The members, Linux's own first.
    public static let all: [any CoverageStrategy] = [
        LinuxCoverage(),
        RunCoverage(),
        BridgingCoverage(),
        IsolatingCoverage(),
        EvenSplitCoverage(parts: 64),
        LeastPAMTCoverage(),
    ]
}
