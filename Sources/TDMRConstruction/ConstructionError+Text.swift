import PhysicalMemory
public import TDXModule

extension ConstructionError {
    /// The kernel's name of the error, as the JSON of `tdmr plan` prints it in `status`.
    package var status: String { errno.name }

    /// The error number the kernel returns, negated there.
    public var errno: HostErrno {
        switch self {
        case .unordered, .notConvertible, .cmrsUnknown: .EINVAL
        case .tdmrsExhausted, .reservedAreasExhausted, .impossible: .ENOSPC
        case .bitmapEntryBitsUnknown: .EIO
        case .outOfMemory: .ENOMEM
        case .tooFewKeyIDs: .ENODEV
        }
    }

    /// The kernel's error line without its `virt/tdx: ` and `initialization failed: `; nil where the kernel prints none.
    public var message: String? {
        switch self {
        case .unordered(let error): "\(error)."
        case .notConvertible(let region):
            "memory region [\(Self.patchNumber(region.start)), \(Self.patchNumber(region.end))) is not TDX convertible memory."
        case .tdmrsExhausted: "TDMRs exhausted."
        case .reservedAreasExhausted(let tdmr): "TDMR \(tdmr): reserved areas exhausted."
        case .cmrsUnknown, .outOfMemory, .tooFewKeyIDs: nil
        case .bitmapEntryBitsUnknown(let module, let kernel):
            "module \(module) announces dynamic PAMT (FEATURES0 bit 36) but does not know the metadata field "
                + "PAMT_PAGE_BITMAP_ENTRY_BITS: Linux \(kernel) fails reading it (-EIO), before TDH.SYS.CONFIG."
        case .impossible(let obstacle): "\(obstacle)"
        }
    }

    /// The CMR patch prints a page frame number as an address after another shift: 0x100000000 is printed as 0x100.
    private static func patchNumber(_ frame: PageFrame) -> String { "0x" + String(frame.rawValue >> 12, radix: 16) }
}
