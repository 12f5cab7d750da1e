/// How a builder tells whether a memory region lies inside ONE convertible memory region, which is what the CMR patch v8.2 asks. Touching CMRs do not
/// count as one. All ways give the same answer.
public enum ConvertibilityTest: Hashable, Sendable, CaseIterable {
    /// Not asked: the kernel as it is.
    case none
    /// Every region is compared with the CMRs from the first one on, as in the patch.
    case nestedScan
    /// Regions and CMRs are walked together.
    case mergeSweep

    /// What the test adds to a builder's name.
    public var suffix: String {
        switch self {
        case .none: ""
        case .nestedScan: "+cmr-scan"
        case .mergeSweep: "+cmr-sweep"
        }
    }
}
