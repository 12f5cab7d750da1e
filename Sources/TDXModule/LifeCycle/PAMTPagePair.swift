public import PhysicalMemory

/// The two pages that hold the PAMT entries of one block of 2 MiB.
public struct PAMTPagePair: Hashable, Sendable {
    /// The page for the lower half of the 2 MiB.
    public var first: PageFrame
    /// The page for the upper half of the 2 MiB.
    public var second: PageFrame
}
