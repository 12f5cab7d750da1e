/// The memory that is not a hole: a list of byte ranges, in the order in which the kernel walks them.
protocol KeptRanges {
    var count: Int { get }
    func start(_ index: Int) -> UInt64
    func end(_ index: Int) -> UInt64
}
