/// The general registers that carry a SEAMCALL's operands in and its results out.
@frozen
public struct SEAMCALLRegisters: Hashable, Sendable {
    /// RCX.
    public var rcx: UInt64
    /// RDX.
    public var rdx: UInt64
    /// R8.
    public var r8: UInt64
    /// R9.
    public var r9: UInt64
    /// R10.
    public var r10: UInt64
    /// R11.
    public var r11: UInt64

    @inlinable public init(rcx: UInt64 = 0, rdx: UInt64 = 0, r8: UInt64 = 0, r9: UInt64 = 0, r10: UInt64 = 0, r11: UInt64 = 0) {
        self.rcx = rcx
        self.rdx = rdx
        self.r8 = r8
        self.r9 = r9
        self.r10 = r10
        self.r11 = r11
    }
}

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

/// A logical processor (LP), counted from 0 as the firmware counts.
@frozen
public struct LogicalProcessorID: RawRepresentable, Hashable, Comparable, Sendable {
    public var rawValue: Int

    @inlinable public init(rawValue: Int) { self.rawValue = rawValue }
    /// The LP with this number, counted from 0.
    @inlinable public init(_ rawValue: Int) { self.rawValue = rawValue }
    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Whatever a host can execute SEAMCALL on: the emulated module, or something around it that injects faults, counts or prices the calls.
///
/// Calls may come from many threads at once, one per LP, as on a machine.
public protocol SEAMCALLTarget: Sendable {
    /// Executes SEAMCALL on `lp`.
    func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID) -> SEAMCALLOutcome
}
