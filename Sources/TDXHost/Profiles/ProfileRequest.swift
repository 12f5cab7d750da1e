public import TDXModule

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
            guard let named = KernelProfile.all.first(where: { $0.name == kernel }) else {
                throw .unknownKernel(kernel)
            }
            chosenKernel = named
        }
        var chosenModule =
            chosenKernel.knowsDynamicPAMT ? PlatformProfile.dynamicPAMT.module : PlatformProfile.standard.module
        if let module {
            guard let named = ModuleVersionNumber(module), ModuleVersionNumber.published.contains(named) else {
                throw .unknownModule(module)
            }
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
