/// An algorithm that finds the verdict of TDH.SYS.CONFIG. All give the same verdict for every call; they differ in time.
///
/// The verdict is that of the public TDX module; what differs between its versions is in `ConfigPlatform.rules`.
public protocol ConfigJudge: Sendable {
    /// The algorithm's name in `bench`: `pairwise`, `sweep`.
    static var name: String { get }

    /// The module's verdict on a call with `operands` on `platform`.
    static func verdict(on operands: ConfigOperands, entries: some TDMRInfoSource, platform: ConfigPlatform)
        -> ConfigVerdict
}

extension ConfigJudge {
    /// The verdict on a call with its entries.
    public static func verdict(on call: ConfigCall, platform: ConfigPlatform) -> ConfigVerdict {
        verdict(on: call.operands, entries: call, platform: platform)
    }
}
