import PhysicalMemory
import TDXModule

/// The CMR lines of a boot: where the module is initialised more than once, they are printed again.
struct LoggedCMRs {
    private(set) var list: [CMR] = []

    var isEmpty: Bool { list.isEmpty }

    /// Takes a line; a CMR that is in the list already begins the list of another attempt.
    mutating func append(start: UInt64, end: UInt64) -> InputFault? {
        guard start <= end else { return .reversedRange(start: PhysicalAddress(start), end: PhysicalAddress(end)) }
        guard end <= PhysicalAddress.limit.rawValue else { return .addressTooLarge("\(PhysicalAddress(end))") }
        guard start & 0xfff == 0, end & 0xfff == 0 else {
            return .notPageAligned("\(PhysicalAddress(start & 0xfff == 0 ? end : start))")
        }
        let cmr = CMR(base: PhysicalAddress(start), size: ByteCount(end - start))
        if !cmr.isUnused, list.contains(cmr) { list = [] }
        guard list.count < TDXMapLimit.cmrs else { return .tooManyCMRs(limit: TDXMapLimit.cmrs) }
        list.append(cmr)
        return nil
    }
}
