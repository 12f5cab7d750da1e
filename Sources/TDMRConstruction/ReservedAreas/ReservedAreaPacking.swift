public import PhysicalMemory
public import TDXModule

/// The answer of a packer.
public struct ReservedAreaPacking: Hashable, Sendable {
    /// The areas of each TDMR, ascending.
    public var areas: [[ReservedArea]]
    /// Usable memory that the areas cover although it need not be reserved: given up so that there are not too many areas. 0 for the kernel's packers.
    public var givenUp: ByteCount
    /// Where the tables lie if the packer moved any; nil: the packer moved none.
    public var placements: [PAMTPlacement]?

    public init(areas: [[ReservedArea]], givenUp: ByteCount = .zero, placements: [PAMTPlacement]? = nil) {
        self.areas = areas
        self.givenUp = givenUp
        self.placements = placements
    }
}
