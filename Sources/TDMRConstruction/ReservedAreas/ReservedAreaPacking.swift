public import PhysicalMemory
public import TDXModule

/// What a packer answers.
public struct ReservedAreaPacking: Hashable, Sendable {
    /// The areas of each TDMR, ascending.
    public var areas: [[ReservedArea]]
    /// Usable memory that the areas take although nothing there has to be reserved: what had to be given up so that the areas suffice. 0 for the kernel's packers.
    public var givenUp: ByteCount
    /// Where the tables lie if the packer moved any; nil: where they were.
    public var placements: [PAMTPlacement]?

    public init(areas: [[ReservedArea]], givenUp: ByteCount = .zero, placements: [PAMTPlacement]? = nil) {
        self.areas = areas
        self.givenUp = givenUp
        self.placements = placements
    }
}
