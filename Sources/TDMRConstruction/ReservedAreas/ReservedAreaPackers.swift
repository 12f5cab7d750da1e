/// The reserved-area family, one line each.
public enum ReservedAreaPackers {
    /// The members, Linux's own first.
    public static let all: [any ReservedAreaPacker] = [
        NestedScanPacker(.memlist),
        MemblockHolePacker(),
        NestedScanPacker(.cmrs),
        CMRHolePacker(),
        JoiningPacker(MemblockHolePacker()),
        JoiningPacker(CMRHolePacker()),
        MergedRangePacker(),
        LowestFirstPacker(),
        ShortestFirstPacker(),
        SelectionPacker(),
        LargestKeptPacker(),
        TableMovingPacker(),
    ]
}
