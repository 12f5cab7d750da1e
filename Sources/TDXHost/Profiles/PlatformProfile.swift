public import TDXModule

/// Which kernel and which module an answer is for.
public struct PlatformProfile: Hashable, Sendable {
    /// The host's kernel.
    public let kernel: KernelProfile
    /// A published version: the one whose rules hold.
    public let module: ModuleVersionNumber
    /// The rules and features of that version.
    public let rules: ModuleRules

    public init(kernel: KernelProfile, module: ModuleVersionNumber) {
        self.kernel = kernel
        self.module = module
        rules = .of(module)
    }

    /// Linux 7.3 on module 1.5.01: the default.
    public static let standard = PlatformProfile(kernel: .v7_3, module: ModuleVersionNumber(1, 5, 1))
    /// Dynamic PAMT as it came first: the tip tree on module 2.0.18.
    public static let dynamicPAMT = PlatformProfile(kernel: .tip, module: ModuleVersionNumber(2, 0, 18))

    /// How PAMT is kept: decided by the kernel from what the module announces.
    public var pamt: PAMTMode { kernel.pamt(with: rules) }

    /// `Linux 7.3, module 1.5.01, static PAMT`.
    public var description: String { "Linux \(kernel.name), module \(module), \(pamt.rawValue) PAMT" }
}
