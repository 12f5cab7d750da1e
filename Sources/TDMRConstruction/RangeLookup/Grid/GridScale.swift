import CLookupKernels
import PhysicalMemory

/// From pages to cells and back.
struct GridScale: Sendable {
    /// Ranges a cell has on average. Four leave room for the unevenness of any list that is spread: of entries and holes of random sizes one in a
    /// thousand meets a full cell.
    static let rangesPerCell = 4
    /// The widest cell, in pages, except for the rounding of `cellsPerStep`: a query that starts in it ends less than 2^31 pages from the cell's origin, even with the
    /// distance between the two, `mostDrift` at most.
    private static let widest: UInt64 = LOOKUP_LONGEST / 2
    private static let mostDrift: UInt64 = 1 << 28

    let base: UInt64
    /// From the base to the end of the list.
    let span: UInt64
    /// A step is 2^shift pages, so that the span in steps has at most 32 bits: four queries are placed by one multiplication.
    let shift: UInt32
    /// 2^32 / the width of a cell in steps, rounded down. The rounding is harmless because ranges and queries use the same value.
    var cellsPerStep: UInt32 { UInt32(cellsPerPage >> UInt64(32 - shift)) }
    /// The same for a page: in 2^-64 cells.
    private let cellsPerPage: UInt64
    /// The bits of a distance that are whole steps.
    private let wholeSteps: UInt64
    /// From the origin of a cell to that of the next.
    private let pagesPerCell: UInt64

    init(_ memlist: OrderedMemlist) {
        base = memlist.span.start.rawValue
        span = memlist.span.count
        shift = UInt32(max(0, UInt64.bitWidth - span.leadingZeroBitCount - UInt32.bitWidth))
        let steps = span >> UInt64(shift)
        // A cell begins up to a step for each cell below it above its origin.
        let cells = min(UInt64(memlist.count / Self.rangesPerCell + 1), Self.mostDrift >> UInt64(shift))
        let width = min(steps / cells + 1, Self.widest >> UInt64(shift))
        let cellsPerStep = Self.cellsPerStep(width: width)
        cellsPerPage = cellsPerStep << UInt64(32 - shift)
        wholeSteps = .max << UInt64(shift)
        pagesPerCell = ((1 << 32) / cellsPerStep) << UInt64(shift)
    }

    /// For `count` ranges, given as distances, that meet in a cell of which `span` is the part that they start in.
    init(crowd span: PageRange, count: Int) {
        base = span.start.rawValue
        self.span = span.count
        shift = 0
        let cellsPerStep = Self.cellsPerStep(width: span.count / UInt64(count / Self.rangesPerCell + 1) + 1)
        cellsPerPage = cellsPerStep << 32
        wholeSteps = .max
        pagesPerCell = (1 << 32) / cellsPerStep
    }

    private static func cellsPerStep(width: UInt64) -> UInt64 { UInt64(UInt32.max) / width }

    /// The cells that the pages from the base to the end of the list need, the page after the last included.
    var cellCount: Int { cell(ofDistance: span) + 1 }

    /// Whether a line cannot answer the query: it is empty, reversed, too long, or starts so high that its end may have wrapped.
    @inline(__always)
    static func isOdd(_ query: PageRange) -> Bool {
        query.end.rawValue &- query.start.rawValue &- 1 >= LOOKUP_LONGEST || query.start.rawValue >> 63 != 0
    }

    /// The cell that answers a query that is not odd, and the query in the numbers of the cell's line. A start outside the list maps to its end.
    @inline(__always)
    func place(_ query: PageRange) -> (cell: Int, x: UInt32, y: UInt32) {
        // A page below the base wraps round and ends up above the span.
        let distance = min(query.start.rawValue &- base, span)
        let x = UInt32(truncatingIfNeeded: distance)
        let y = x &+ UInt32(truncatingIfNeeded: query.end.rawValue &- query.start.rawValue)
        return (cell(ofDistance: distance), x, y)
    }

    @inline(__always)
    func cell(ofDistance distance: UInt64) -> Int {
        Int(truncatingIfNeeded: (distance & wholeSteps).multipliedFullWidth(by: cellsPerPage).high)
    }

    /// The origin of a cell: at or below its first page.
    @inline(__always)
    func distance(ofCell cell: Int) -> UInt64 { UInt64(cell) * pagesPerCell }
}
