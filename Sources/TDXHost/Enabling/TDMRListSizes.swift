import PhysicalMemory

/// Sizes of what the kernel allocates around the entries.
enum TDMRListSizes {
    /// A list node: links, two PFNs, a node number.
    static let memlistEntry = ByteCount(40)
    static let addressListAlignment = ByteCount(512)
}
