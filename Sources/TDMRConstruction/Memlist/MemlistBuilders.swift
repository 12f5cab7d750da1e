/// The memlist family: every shape with every test, one line each; the kernel's shape first; and one with each sorter.
public enum MemlistBuilders {
    /// The members, the kernel's own first.
    public static let all: [any MemlistBuilder] =
        [
            LinkedMemlistBuilder(),
            LinkedMemlistBuilder(.nestedScan),
            LinkedMemlistBuilder(.mergeSweep),
            ArrayMemlistBuilder(),
            ArrayMemlistBuilder(.nestedScan),
            ArrayMemlistBuilder(.mergeSweep),
            ColumnMemlistBuilder(),
            ColumnMemlistBuilder(.nestedScan),
            ColumnMemlistBuilder(.mergeSweep),
            ParallelArrayMemlistBuilder(),
            ParallelArrayMemlistBuilder(.mergeSweep),
            ParallelColumnMemlistBuilder(),
            ParallelColumnMemlistBuilder(.mergeSweep),
            SortingMemlistBuilder(RadixSorter(), .mergeSweep),
        ] + RegionSorters.all.map { sorter -> any MemlistBuilder in SortingMemlistBuilder(sorter) }
}
