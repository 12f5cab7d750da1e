/// How a builder tests whether a memory region lies inside one single CMR, as the CMR patch v8.2 requires. Touching CMRs do not
/// count as one. All tests give the same answer.
public enum ConvertibilityTest: Hashable, Sendable, CaseIterable {
    /// No test: the kernel without the patch.
    case none
    /// Every region is compared with the CMRs from the first one on, as in the patch.
    case nestedScan
    /// Regions and CMRs are walked together.
    case mergeSweep

    /// The suffix of a builder's name for the test.
    public var suffix: String {
        switch self {
        case .none: ""
        case .nestedScan: "+cmr-scan"
        case .mergeSweep: "+cmr-sweep"
        }
    }
}
