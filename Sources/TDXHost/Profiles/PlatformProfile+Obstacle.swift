public import MemoryMaps
import PhysicalMemory
public import TDMRConstruction

extension PlatformProfile {
    /// The error with which the kernel's start-up ends before it builds its memlist, for any layout; nil: none.
    public func obstacle(on map: HostMemoryMap) -> ConstructionError? {
        guard pamt == .dynamic else { return nil }
        if !rules.hasBitmapField {
            return .bitmapEntryBitsUnknown(module: module, kernel: kernel.name)
        }
        let size = PAMTReferenceCounts.size(maxPFN: map.maxPFN)
        return PAMTReferenceCounts.fits(size, ofMemory: map.memory.reduce(.zero) { $0 + $1.pages.size })
            ? nil : .outOfMemory
    }
}
