public import PhysicalMemory
public import TDXModule

/// Where the three tables of one TDMR lie.
public struct PAMTPlacement: Hashable, Sendable {
    /// Where the 1 GiB level lies.
    public var table1G: PAMTTable
    /// Where the 2 MiB level lies.
    public var table2M: PAMTTable
    /// Where the 4 KiB level lies.
    public var table4K: PAMTTable

    public init(table1G: PAMTTable, table2M: PAMTTable, table4K: PAMTTable) {
        self.table1G = table1G
        self.table2M = table2M
        self.table4K = table4K
    }

    /// The tables in one run as the kernel lays them out: 4K, then 2M, then 1G.
    public init(_ request: PAMTRequest, at frame: PageFrame) {
        table4K = PAMTTable(base: frame.address, size: request.size4K)
        table2M = PAMTTable(base: table4K.base + table4K.size, size: request.size2M)
        table1G = PAMTTable(base: table2M.base + table2M.size, size: request.size1G)
    }

    /// The runs of pages that the tables take, in the order 4K, 2M, 1G. Tables that follow each other without a gap are one run; a table of size 0 is skipped.
    public var runs: [PageRange] {
        var runs: [PageRange] = []
        forEachRun { runs.append($0) }
        return runs
    }

    @inline(__always)
    func forEachRun(_ body: (PageRange) -> Void) {
        var run = PageRange(0, 0)
        func take(_ table: PAMTTable) {
            guard table.size > .zero else { return }
            let start = PageFrame(containing: table.base)
            if run.isEmpty {
                run.start = start
            } else if start != run.end {
                body(run)
                run.start = start
            }
            run.end = start + table.size.pages
        }
        take(table4K)
        take(table2M)
        take(table1G)
        if !run.isEmpty { body(run) }
    }
}
