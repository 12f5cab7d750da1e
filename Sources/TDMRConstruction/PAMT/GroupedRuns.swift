import PhysicalMemory

/// Page runs in groups, each group ascending, all in one array: a counting sort of runs that arrive in ascending order.
struct GroupedRuns {
    private let runs: [PageRange]
    private let bounds: [Int]

    /// - Parameter tagged: the runs in ascending order, each with the number of its group.
    init(_ tagged: [(group: Int, run: PageRange)], groups: Int) {
        var bounds = [Int](repeating: 0, count: groups + 1)
        for item in tagged { bounds[item.group + 1] += 1 }
        for group in 0..<groups { bounds[group + 1] += bounds[group] }
        var next = bounds
        var runs = [PageRange](repeating: PageRange(0, 0), count: tagged.count)
        for item in tagged {
            runs[next[item.group]] = item.run
            next[item.group] += 1
        }
        self.runs = runs
        self.bounds = bounds
    }

    /// The runs of one group.
    subscript(group: Int) -> ArraySlice<PageRange> { runs[bounds[group]..<bounds[group + 1]] }
}
