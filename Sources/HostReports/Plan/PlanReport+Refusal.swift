import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

extension PlanReport {
    /// The first TDMR beyond the addresses that KeyIDs leave: the module refuses it whatever the CMRs are, also where
    /// these are unknown.
    var tdmrBeyondAddresses: Int? {
        guard pamtPlacement != OffMapPageAllocator.name else { return nil }
        let end = AddressableEnd(map).frame.address
        return layout?.tdmrs.firstIndex { $0.info.base + $0.info.size > end }
    }

    /// Why the module refuses the layout; nil where it does not.
    public var refusal: LayoutRefusal? {
        if case .refused(let refusal)? = verdict {
            return map.explained(refusal, takesMemoryForCMRs: map.cmrs == nil, profile)
        }
        guard verdict == nil, let index = tdmrBeyondAddresses, let info = layout?.tdmrs[index].info else { return nil }
        return .tdmrBeyond(AddressableEnd(map), index: index, base: info.base, size: info.size)
    }
}
