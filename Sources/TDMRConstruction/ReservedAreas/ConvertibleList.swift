/// Convertible memory as a sweep reads it: ranges of pages that ascend and do not overlap. Some may touch or be empty.
protocol ConvertibleList {
    var count: Int { get }
    func span(_ index: Int) -> PageSpan
}
