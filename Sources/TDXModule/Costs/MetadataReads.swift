/// The metadata that the host reads before it plans.
public enum MetadataReads: Hashable, Sendable {
    /// The fields every kernel reads.
    case basic
    /// The CMRs besides: their count, and base and size of 32 slots.
    case withCMRs

    /// TDH.SYS.RD calls; with dynamic PAMT one more, for the bits of the bitmap.
    public func calls(_ pamt: PAMTMode) -> UInt64 {
        let more: UInt64 = pamt == .dynamic ? 1 : 0
        return switch self {
        case .basic: 18 + more
        case .withCMRs: 18 + 1 + 2 * 32 + more
        }
    }
}
