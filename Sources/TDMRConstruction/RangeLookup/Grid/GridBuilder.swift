import CLookupKernels
import PhysicalMemory

/// Fills the cells of a grid in one pass over the list, each cell once.
struct GridBuilder {
    let scale: GridScale
    let cells: CacheLines<GridLine>
    let branches: CacheLines<GridLine>
    /// The ranges that are longer than the longest query a line can hold.
    let giants: [PageRange]
    /// The sum over all ranges, or parts of them, of the branches above each.
    let branchSteps: Int

    init(_ memlist: OrderedMemlist) {
        let scale = GridScale(memlist)
        let crowds = GridCrowds(limit: memlist.count * GridCrowds.mostBytesPerRange / MemoryLayout<GridLine>.stride)
        var longest: UInt64 = 0
        cells = CacheLines(count: scale.cellCount) { cells in
            longest = memlist.withDistances(from: scale.base) {
                GridTopCells(scale: scale, cells: cells, crowds: crowds).fill(with: $0)
            }
        }
        var giants: [PageRange] = []
        if longest > LOOKUP_LONGEST {
            memlist.forEachRange { _, range in if range.count > LOOKUP_LONGEST { giants.append(range) } }
        }
        self.giants = giants
        self.scale = scale
        branches = CacheLines(crowds.lines)
        branchSteps = crowds.branchSteps
    }
}
