/// How a SEAMCALL instruction ended.
@frozen
public enum SEAMCALLOutcome: Hashable, Sendable {
    /// The module ran and returned with a status in RAX.
    case returned(SEAMCALLStatus, SEAMCALLRegisters)
    /// VMfailInvalid: no module is loaded.
    case vmFailInvalid
    /// #GP: the processor does not support TDX, or its BIOS does not enable it.
    case generalProtection
    /// #UD: the processor is not in VMX operation.
    case undefinedOpcode

    /// The status where there is one.
    @inlinable public var status: SEAMCALLStatus? {
        if case .returned(let status, _) = self { status } else { nil }
    }

    /// The registers where there are any.
    @inlinable public var registers: SEAMCALLRegisters? {
        if case .returned(_, let registers) = self { registers } else { nil }
    }
}
