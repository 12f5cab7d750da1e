public import PhysicalMemory

/// Where TDH.SYS.CONFIG finds its entries. Entry i is asked for only after everything before it was accepted, and its content only after its
/// address was.
public protocol TDMRInfoSource {
    /// The address of entry `index`, from the list.
    func entryAddress(_ index: Int) -> PhysicalAddress
    /// The entry at that address.
    func entry(_ index: Int) -> TDMRInfo
}
