import MemoryMaps
import TDMRConstruction
import TDXHost
import TDXModule

extension Strategy {
    /// What a host with this strategy reads of the module's metadata.
    func reads(_ map: HostMemoryMap) -> MetadataReads { readsCMRs && map.cmrs != nil ? .withCMRs : .basic }
}
