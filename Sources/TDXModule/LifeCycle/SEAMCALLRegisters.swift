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

    @inlinable public init(
        rcx: UInt64 = 0, rdx: UInt64 = 0, r8: UInt64 = 0, r9: UInt64 = 0, r10: UInt64 = 0, r11: UInt64 = 0
    ) {
        self.rcx = rcx
        self.rdx = rdx
        self.r8 = r8
        self.r9 = r9
        self.r10 = r10
        self.r11 = r11
    }
}
