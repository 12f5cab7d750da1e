public import TDXModule

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
        case .unknownKernel(let name):
            "there is no kernel '\(name)'; there are \(KernelProfile.all.map(\.name).joined(separator: ", "))."
        case .unknownModule(let name):
            "there is no module '\(name)'; there are \(ModuleVersionNumber.published.map(\.description).joined(separator: ", "))."
        case .kernelWithoutDynamicPAMT(let name): "Linux \(name) does not know dynamic PAMT; 'tip' does."
        case .moduleWithoutDynamicPAMT(let number):
            "Module \(number) has no dynamic PAMT; 1.5.28 and later, and 2.0.08 and later, have."
        }
    }
}
