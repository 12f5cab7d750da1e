public import MemoryMaps
import PhysicalMemory
public import TDMRConstruction
import TDXModule

extension HostMemoryMap {
    /// The input for constructing the map's TDMRs: KeyIDs take the address bits above `addressLimit`.
    public var construction: ConstructionInput {
        ConstructionInput(
            regions: memory, cmrs: cmrs, limits: limits,
            addressLimit: PageFrame(containing: keyIDs.addressField.addressLimit))
    }
}
