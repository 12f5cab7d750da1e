import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

extension PlanReport {
    /// The module's reason, in words; it names memory where memory stands in for unknown CMRs.
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
