/// An array of TDMR_INFO entries beyond 1 GiB.
public struct TDMRInfoArrayTooLarge: Error, CustomStringConvertible {
    static let limit: UInt64 = 1 << 30
    public var description: String { "the TDMR_INFO entries would take more than 1 GiB" }
}
