/// A build of the module: its version, its rules and the limits it reports.
public struct ModuleVersion: Hashable, Sendable {
    /// Which version it is.
    public var number: ModuleVersionNumber
    /// What the module reports of itself.
    public var limits: ModuleLimits
    /// The rules of the version's TDH.SYS.CONFIG.
    public var rules: ModuleRules
    /// Versions of handoff data that it can take over; it writes any of them, the last one by default.
    public var handoffVersions: ClosedRange<UInt16>

    /// - Parameters:
    ///   - number: which version it is.
    ///   - limits: what the module reports of itself.
    ///   - rules: those of the version unless others are given.
    ///   - handoffVersions: versions of handed-over data that the module takes.
    public init(
        _ number: ModuleVersionNumber, limits: ModuleLimits = .standard, rules: ModuleRules? = nil,
        handoffVersions: ClosedRange<UInt16> = 0...0
    ) {
        self.number = number
        self.limits = limits
        self.rules = rules ?? .of(number)
        self.handoffVersions = handoffVersions
    }

    /// 1.5.01, the oldest public module.
    public static let v1_5_01 = ModuleVersion(ModuleVersionNumber(1, 5, 1))
    /// 2.0.18, the newest public module.
    public static let v2_0_18 = ModuleVersion(ModuleVersionNumber(2, 0, 18))
}
