import PhysicalMemory
import TDXModule

/// The 1 GiB granules that a memlist touches, as runs without a gap.
enum GranuleRuns {
    /// The runs, ascending, with a gap of at least one granule between two.
    /// - Complexity: O(*m*).
    static func make(_ memlist: [MemoryRegion]) -> [PageRange] {
        var runs: [PageRange] = []
        for region in memlist {
            let range = PageRange(start: region.start.granuleFloor, end: region.end.granuleCeiling)
            if let last = runs.last, range.start <= last.end {
                runs[runs.count - 1].end = max(last.end, range.end)
            } else {
                runs.append(range)
            }
        }
        return runs
    }

    /// Cuts a run into the fewest parts of at most `granules` GiB, as equal as possible.
    static func split(_ run: PageRange, granules: UInt64) -> [PageRange] {
        let all = run.count / PageFrame.perGranule
        let parts = (all + granules - 1) / granules
        return (0..<parts).map { part in
            PageRange(
                start: run.start + all * part / parts * PageFrame.perGranule,
                end: run.start + all * (part + 1) / parts * PageFrame.perGranule)
        }
    }
}
