/// The memlist family: every shape with every check, one line each.
public enum MemlistBuilders {
    public static let all: [any MemlistBuilder.Type] = [
        LinkedMemlistBuilder<NoConvertibilityCheck>.self,
        LinkedMemlistBuilder<NestedScanCheck>.self,
        LinkedMemlistBuilder<MergeSweepCheck>.self,
        ArrayMemlistBuilder<NoConvertibilityCheck>.self,
        ArrayMemlistBuilder<NestedScanCheck>.self,
        ArrayMemlistBuilder<MergeSweepCheck>.self,
        ColumnMemlistBuilder<NoConvertibilityCheck>.self,
        ColumnMemlistBuilder<NestedScanCheck>.self,
        ColumnMemlistBuilder<MergeSweepCheck>.self,
    ]
}
