import MemoryMaps
import PhysicalMemory
import TDXHost
import TDXModule

extension PlanReport {
    /// What the module found wrong, in words: of memory where memory was taken for unknown CMRs.
    public func sentence(_ refusal: ConfigRefusal) -> String {
        map.sentence(refusal, takesMemoryForCMRs: map.cmrs == nil)
    }
}

extension HostMemoryMap {
    /// What the module found wrong, in words: of memory where memory was taken for unknown CMRs.
    func sentence(_ refusal: ConfigRefusal, takesMemoryForCMRs: Bool) -> String {
        guard case .cmrListInvalid = refusal, takesMemoryForCMRs,
            let region = memory.last(where: { $0.end > addressableEnd })
        else {
            return refusal.sentence
        }
        return "memory \(region.pages) lies beyond \(addressableEnd.address), the end of the physical addresses that "
            + "\(UInt64(keyIDs.mktme) + UInt64(keyIDs.tdx)) KeyIDs leave"
    }

    /// The end of the 52-bit address space without the address bits that hold KeyIDs.
    private var addressableEnd: PageFrame {
        let highest = UInt64(keyIDs.mktme) + UInt64(keyIDs.tdx)
        let bits = UInt64.bitWidth - highest.leadingZeroBitCount
        return PageFrame(PageFrame.limit.rawValue >> UInt64(bits))
    }
}
