/// The sorters, one line each; the reference, which is the standard library's, first.
enum RegionSorters {
    /// The members.
    static let all: [any RegionSorter] = [
        LibrarySorter(),
        MergeSorter(),
        RadixSorter(),
    ]
}
