/// A register that TDH.SYS.CONFIG names as the invalid operand.
public enum SEAMCALLOperand: UInt8, CaseIterable, Sendable {
    /// RAX: leaf number and version.
    case rax = 0
    /// RCX: address of the list of entries.
    case rcx = 1
    /// RDX: number of entries.
    case rdx = 2
    /// R8: global KeyID and flags.
    case r8 = 8
    /// R9: features of version 1.
    case r9 = 9
    /// R10: zero in version 1.
    case r10 = 10

    /// The register, as case files spell it: `RCX`.
    public var name: String {
        switch self {
        case .rax: "RAX"
        case .rcx: "RCX"
        case .rdx: "RDX"
        case .r8: "R8"
        case .r9: "R9"
        case .r10: "R10"
        }
    }
}
