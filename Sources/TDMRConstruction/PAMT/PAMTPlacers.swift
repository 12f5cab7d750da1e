/// The placement family, one line each.
public enum PAMTPlacers {
    /// The members, Linux's own first.
    public static let all: [any PAMTPlacer] = [
        SequentialPAMTPlacer<ContigPageAllocator>(),
        SequentialPAMTPlacer<TopDownPageAllocator>(),
        SequentialPAMTPlacer<OffMapPageAllocator>(),
        BesideHolePlacer(),
        PooledPlacer(),
        OutsidePlacer(),
    ]

    /// The member called `name`.
    public static func named(_ name: String) -> (any PAMTPlacer)? { all.first { $0.name == name } }

    /// The default of the kernel's strategies.
    public static let kernelDefault: any PAMTPlacer = SequentialPAMTPlacer<ContigPageAllocator>()
}
