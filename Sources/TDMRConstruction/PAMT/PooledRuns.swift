import PhysicalMemory

/// Page runs grouped into pools in one array, each pool ascending: a counting sort of runs that arrive in ascending order.
struct PooledRuns {
    private let runs: [PageRange]
    private let bounds: [Int]

    /// - Parameter tagged: the runs in ascending order, each with the number of its pool.
    init(_ tagged: [(pool: Int, run: PageRange)], pools: Int) {
        var bounds = [Int](repeating: 0, count: pools + 1)
        for item in tagged { bounds[item.pool + 1] += 1 }
        for pool in 0..<pools { bounds[pool + 1] += bounds[pool] }
        var next = bounds
        var runs = [PageRange](repeating: PageRange(0, 0), count: tagged.count)
        for item in tagged {
            runs[next[item.pool]] = item.run
            next[item.pool] += 1
        }
        self.runs = runs
        self.bounds = bounds
    }

    /// The runs of one pool.
    subscript(pool: Int) -> ArraySlice<PageRange> { runs[bounds[pool]..<bounds[pool + 1]] }
}
