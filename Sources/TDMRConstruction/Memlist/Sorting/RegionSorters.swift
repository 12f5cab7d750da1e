/// The sorters, one line each; the reference, which is the standard library's, first.
public enum RegionSorters {
    /// The members.
    public static let all: [any RegionSorter] = [
        LibrarySorter(),
        MergeSorter(),
        RadixSorter(),
    ]
}
