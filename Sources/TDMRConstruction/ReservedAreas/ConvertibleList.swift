/// Convertible memory as a sweep reads it: ascending, not overlapping ranges of pages, some of which may be empty or touch.
protocol ConvertibleList {
    var count: Int { get }
    func span(_ index: Int) -> PageSpan
}
