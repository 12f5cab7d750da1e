import MemoryMaps
import PhysicalMemory
import TDXHost
import TDXModule

extension HostMemoryMap {
    /// The module's reason, in words; it names memory where memory stands in for unknown CMRs.
    func sentence(_ refusal: ConfigRefusal, takesMemoryForCMRs: Bool, _ profile: PlatformProfile) -> String {
        if case .operandInvalid(.r8) = refusal, profile.pamt == .dynamic, profile.rules.limitsKeyIDStart {
            return
                "KeyIDs start above bit 48, so the module refuses R8 bit 16, and Linux has no way back to static PAMT"
        }
        guard case .cmrListInvalid = refusal, takesMemoryForCMRs,
            let region = memory.last(where: { $0.end > addressableEnd })
        else {
            return refusal.sentence
        }
        return "memory \(region.pages) lies beyond \(sentenceOfEnd)"
    }

    var sentenceOfEnd: String {
        "\(addressableEnd.address), the end of the physical addresses that "
            + "\(UInt64(keyIDs.mktme) + UInt64(keyIDs.tdx)) KeyIDs leave"
    }

    /// The end of the 52-bit address space without the address bits that hold KeyIDs.
    var addressableEnd: PageFrame {
        let highest = UInt64(keyIDs.mktme) + UInt64(keyIDs.tdx)
        let bits = UInt64.bitWidth - highest.leadingZeroBitCount
        return PageFrame(PageFrame.limit.rawValue >> UInt64(bits))
    }
}
