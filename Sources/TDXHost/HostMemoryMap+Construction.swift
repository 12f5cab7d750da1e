public import MemoryMaps
import PhysicalMemory
public import TDMRConstruction
import TDXModule

extension HostMemoryMap {
    /// What constructing the map's TDMRs starts from: KeyIDs take the address bits above `addressLimit`.
    public var construction: ConstructionInput {
        ConstructionInput(
            regions: memory, cmrs: cmrs, limits: limits,
            addressLimit: PageFrame(containing: keyIDs.addressField.addressLimit))
    }
}
