import MemoryMaps
import TDMRConstruction
import TDXHost
import TDXModule

extension Strategy {
    /// The metadata that a host with this strategy reads.
    func reads(_ map: HostMemoryMap) -> MetadataReads { readsCMRs && map.cmrs != nil ? .withCMRs : .basic }
}
