public import TDXModule

/// A SEAMCALL that did not end in success.
public struct SEAMCALLFailure: Error, Hashable, Sendable {
    /// The leaf that was called.
    public var leaf: SEAMCALLLeaf
    /// The outcome of the call.
    public var outcome: SEAMCALLOutcome

    public init(leaf: SEAMCALLLeaf, outcome: SEAMCALLOutcome) {
        self.leaf = leaf
        self.outcome = outcome
    }

    /// The kernel's error number: the instruction's own failures each have one, every status of the module is EIO.
    public var errno: HostErrno {
        switch outcome {
        case .vmFailInvalid: .ENODEV
        case .generalProtection: .EOPNOTSUPP
        case .undefinedOpcode: .EACCES
        case .returned: .EIO
        }
    }
}
