/// All members of the range lookup family, the reference first.
public enum RangeIndexes {
    public static let all: [any RangeIndex.Type] = [
        LinearList.self,
        BinarySearch.self,
        IntervalTree.self,
        Grid.self,
    ]

    /// The member called `name`.
    public static func named(_ name: String) -> (any RangeIndex.Type)? { all.first { $0.name == name } }
}
