/// A warning of a planner that does not end the planning.
public enum PlanNotice: Hashable, Sendable {
    /// Fewer than 4 unused TDMRs are left.
    case tdmrsReachingLimit(used: Int, limit: Int)
}

extension PlanNotice: CustomStringConvertible {
    /// The kernel's line without its `virt/tdx: `.
    public var description: String {
        switch self {
        case .tdmrsReachingLimit(let used, let limit): "consumed TDMRs reaching limit: \(used) used out of \(limit)"
        }
    }
}
