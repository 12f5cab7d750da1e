/// All members of the range lookup family, the reference first.
public enum RangeIndexes {
    /// The members, the kernel's own first.
    public static let all: [any RangeIndex.Type] = [
        LinearList.self,
        LinearArray.self,
        FewEntries.self,
        BinarySearch.self,
        BranchFreeSearch.self,
        Eytzinger.self,
        SPlusTree.self,
        IntervalTree.self,
        ImplicitIntervalTree.self,
        Interpolation.self,
        RadixRank.self,
        SectionRuns.self,
        Grid.self,
        AutoIndex.self,
    ]

    /// The member called `name`.
    public static func named(_ name: String) -> (any RangeIndex.Type)? { all.first { $0.name == name } }
}
