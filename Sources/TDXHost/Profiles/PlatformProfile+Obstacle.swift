public import MemoryMaps
import PhysicalMemory
public import TDMRConstruction

extension PlatformProfile {
    /// What ends the kernel's start-up before it builds its memory list, whatever the layout would be; nil: nothing.
    public func obstacle(on map: HostMemoryMap) -> ConstructionError? {
        guard pamt == .dynamic else { return nil }
        if !rules.hasBitmapField {
            return .metadataUnreadable(
                reason:
                    "module \(module) announces dynamic PAMT (FEATURES0 bit 36) but does not know the metadata field "
                    + "PAMT_PAGE_BITMAP_ENTRY_BITS: Linux \(kernel.name) fails reading it (-EIO), before TDH.SYS.CONFIG."
            )
        }
        let size = PAMTReferenceCounts.size(maxPFN: map.maxPFN)
        return PAMTReferenceCounts.canBeHad(size, ofMemory: map.memory.reduce(0) { $0 + $1.pages.count })
            ? nil : .outOfMemory
    }
}
