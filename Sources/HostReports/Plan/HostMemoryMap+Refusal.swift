import MemoryMaps
import PhysicalMemory
import TDXHost
import TDXModule

extension HostMemoryMap {
    /// The module's reason; it names memory where memory stands in for unknown CMRs.
    func explained(
        _ refusal: ConfigRefusal, takesMemoryForCMRs: Bool, _ profile: PlatformProfile
    ) -> LayoutRefusal {
        if case .operandInvalid(.r8) = refusal, profile.pamt == .dynamic, profile.rules.limitsKeyIDStart {
            return .keyIDsAboveBit48(refusal)
        }
        let end = AddressableEnd(self)
        guard case .cmrListInvalid = refusal, takesMemoryForCMRs,
            let region = memory.last(where: { $0.end > end.frame })
        else {
            return .config(refusal)
        }
        return .memoryBeyond(end, region.pages, refusal)
    }
}
