public import TDXModule

/// A profile as a person asks for it, before a machine's log has been read.
public struct ProfileRequest: Hashable, Sendable {
    /// As `--kernel` was given; nil: not given.
    public var kernel: KernelProfile?
    /// As `--module` was given; nil: not given.
    public var module: ModuleVersionNumber?
    /// Whether dynamic PAMT is asked for by itself.
    public var dynamicPAMT: Bool

    public init(kernel: KernelProfile? = nil, module: ModuleVersionNumber? = nil, dynamicPAMT: Bool = false) {
        self.kernel = kernel
        self.module = module
        self.dynamicPAMT = dynamicPAMT
    }

    /// The kernel of this name.
    @Sendable public static func kernel(named name: String) throws(ProfileError) -> KernelProfile {
        guard let kernel = KernelProfile.all.first(where: { $0.name == name }) else { throw .unknownKernel(name) }
        return kernel
    }

    /// The published module of this version.
    @Sendable public static func module(named name: String) throws(ProfileError) -> ModuleVersionNumber {
        guard let module = ModuleVersionNumber(name), ModuleVersionNumber.published.contains(module) else {
            throw .unknownModule(name)
        }
        return module
    }

    /// The profile asked for.
    /// - Parameter logged: the version of the module that the machine's own log names; used where no version is named and dynamic PAMT is not asked for.
    public func profile(logged: ModuleVersionNumber? = nil) throws(ProfileError) -> PlatformProfile {
        let chosenKernel = kernel ?? (dynamicPAMT ? .tip : .v7_3)
        var chosenModule =
            chosenKernel.knowsDynamicPAMT ? PlatformProfile.dynamicPAMT.module : PlatformProfile.standard.module
        if let module {
            chosenModule = module
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
