import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

extension PlanReport {
    /// What the module found wrong, in words: of memory where memory was taken for unknown CMRs.
    public func sentence(_ refusal: ConfigRefusal) -> String {
        map.sentence(refusal, takesMemoryForCMRs: map.cmrs == nil, profile)
    }

    /// The first TDMR beyond the addresses that KeyIDs leave: the module refuses it whatever the CMRs are, also where
    /// these are unknown.
    var tdmrBeyondAddresses: Int? {
        guard pamtPlacement != OffMapPageAllocator.name else { return nil }
        let end = map.addressableEnd.address
        return layout?.tdmrs.firstIndex { $0.info.base + $0.info.size > end }
    }

    /// Why the module refuses the layout, in words; nil where it does not.
    public var refusal: String? {
        if case .refused(let refusal)? = verdict {
            return "\(sentence(refusal)) (\(refusal.status.name), \(refusal.status))"
        }
        guard verdict == nil, let index = tdmrBeyondAddresses, let info = layout?.tdmrs[index].info else { return nil }
        return "TDMR \(index), [\(info.base), \(info.base + info.size)), lies beyond \(map.sentenceOfEnd)"
    }
}

extension HostMemoryMap {
    /// What the module found wrong, in words: of memory where memory was taken for unknown CMRs.
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

    fileprivate var sentenceOfEnd: String {
        "\(addressableEnd.address), the end of the physical addresses that "
            + "\(UInt64(keyIDs.mktme) + UInt64(keyIDs.tdx)) KeyIDs leave"
    }

    /// The end of the 52-bit address space without the address bits that hold KeyIDs.
    fileprivate var addressableEnd: PageFrame {
        let highest = UInt64(keyIDs.mktme) + UInt64(keyIDs.tdx)
        let bits = UInt64.bitWidth - highest.leadingZeroBitCount
        return PageFrame(PageFrame.limit.rawValue >> UInt64(bits))
    }
}
