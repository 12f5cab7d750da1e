/// FEATURES0: the features that a module reports.
public struct ModuleFeatures: OptionSet, Hashable, Sendable {
    public let rawValue: UInt64

    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The module can hand its state to the next one: run-time update.
    public static let tdPreserving = ModuleFeatures(rawValue: 1 << 1)
    /// The module does not change RBP of its caller.
    public static let noRBPModification = ModuleFeatures(rawValue: 1 << 18)
    /// The 4 KiB level of the PAMT can be a bitmap.
    public static let dynamicPAMT = ModuleFeatures(rawValue: 1 << 36)
    /// The module has extensions, which need memory of their own.
    public static let extensions = ModuleFeatures(rawValue: 1 << 39)
    /// TDH.SYS.DISABLE exists. No public module has it.
    public static let sysDisable = ModuleFeatures(rawValue: 1 << 53)
}
