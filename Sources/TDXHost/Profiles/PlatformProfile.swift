public import TDXModule

/// Which kernel and which module an answer is for.
public struct PlatformProfile: Hashable, Sendable {
    /// The host's kernel.
    public let kernel: KernelProfile
    /// A published version: the one whose rules hold.
    public let module: ModuleVersionNumber
    /// What that version checks and announces.
    public let rules: ModuleRules

    public init(kernel: KernelProfile, module: ModuleVersionNumber) {
        self.kernel = kernel
        self.module = module
        rules = .of(module)
    }

    /// Linux 7.3 on module 1.5.01: what is meant unless something else is named.
    public static let standard = PlatformProfile(kernel: .v7_3, module: ModuleVersionNumber(1, 5, 1))
    /// Dynamic PAMT as it came first: the tip tree on module 2.0.18.
    public static let dynamicPAMT = PlatformProfile(kernel: .tip, module: ModuleVersionNumber(2, 0, 18))

    /// How PAMT is kept: what the kernel makes of what the module announces.
    public var pamt: PAMTMode { kernel.pamt(with: rules) }

    /// `Linux 7.3, module 1.5.01, static PAMT`.
    public var description: String { "Linux \(kernel.name), module \(module), \(pamt.rawValue) PAMT" }
}

/// A profile as a person asks for it, before a machine's log has been read.
public struct ProfileRequest: Hashable, Sendable {
    /// As `--kernel` was given; nil: not given.
    public var kernel: String?
    /// As `--module` was given; nil: not given.
    public var module: String?
    /// Whether dynamic PAMT is asked for by itself.
    public var dynamicPAMT: Bool

    public init(kernel: String? = nil, module: String? = nil, dynamicPAMT: Bool = false) {
        self.kernel = kernel
        self.module = module
        self.dynamicPAMT = dynamicPAMT
    }

    /// The profile asked for.
    /// - Parameter logged: the version of the module that the machine's own log names; counts where no other is named and dynamic PAMT is not asked for.
    public func profile(logged: ModuleVersionNumber? = nil) throws(ProfileError) -> PlatformProfile {
        var chosenKernel = dynamicPAMT ? KernelProfile.tip : .v7_3
        if let kernel {
            guard let named = KernelProfile.all.first(where: { $0.name == kernel }) else { throw .unknownKernel(kernel) }
            chosenKernel = named
        }
        var chosenModule = chosenKernel.knowsDynamicPAMT ? PlatformProfile.dynamicPAMT.module : PlatformProfile.standard.module
        if let module {
            guard let named = ModuleVersionNumber(module), ModuleVersionNumber.published.contains(named) else { throw .unknownModule(module) }
            chosenModule = named
        } else if !dynamicPAMT, let logged = logged?.profile {
            chosenModule = logged
        }
        let profile = PlatformProfile(kernel: chosenKernel, module: chosenModule)
        if dynamicPAMT {
            guard chosenKernel.knowsDynamicPAMT else { throw .kernelWithoutDynamicPAMT(chosenKernel.name) }
            guard profile.rules.supportsDynamicPAMT else { throw .moduleWithoutDynamicPAMT(chosenModule) }
        }
        return profile
    }
}

/// Why there is no such profile.
public enum ProfileError: Error, Hashable, Sendable {
    /// No kernel has this name.
    case unknownKernel(String)
    /// No published module has this number.
    case unknownModule(String)
    /// This kernel does not use dynamic PAMT.
    case kernelWithoutDynamicPAMT(String)
    /// This module does not offer dynamic PAMT.
    case moduleWithoutDynamicPAMT(ModuleVersionNumber)
}

extension ProfileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownKernel(let name): "Unknown kernel '\(name)'; there are \(KernelProfile.all.map(\.name).joined(separator: ", "))."
        case .unknownModule(let name):
            "Unknown module version '\(name)'; there are \(ModuleVersionNumber.published.map(\.description).joined(separator: ", "))."
        case .kernelWithoutDynamicPAMT(let name): "Linux \(name) does not know dynamic PAMT; 'tip' does."
        case .moduleWithoutDynamicPAMT(let number): "Module \(number) has no dynamic PAMT; 1.5.28 and later, and 2.0.08 and later, have."
        }
    }
}
