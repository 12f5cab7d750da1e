import MemoryMaps
import PhysicalMemory
import TDXHost
import TDXModule

extension PlanReport {
    /// What the module found wrong, in words: of memory where memory was taken for unknown CMRs.
    public func sentence(_ refusal: ConfigRefusal) -> String {
        guard case .cmrListInvalid = refusal, map.cmrs == nil, let region = map.memory.last(where: { $0.end > addressableEnd }) else {
            return refusal.sentence
        }
        return "memory \(region.pages) lies beyond \(addressableEnd.address), the end of the physical addresses that "
            + "\(UInt64(map.keyIDs.mktme) + UInt64(map.keyIDs.tdx)) KeyIDs leave"
    }

    /// The end of the 52-bit address space without the address bits that hold KeyIDs.
    private var addressableEnd: PageFrame {
        let highest = UInt64(map.keyIDs.mktme) + UInt64(map.keyIDs.tdx)
        let bits = UInt64.bitWidth - highest.leadingZeroBitCount
        return PageFrame(PageFrame.limit.rawValue >> UInt64(bits))
    }
}
