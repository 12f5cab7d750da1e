import CLookupKernels
import PhysicalMemory

/// From pages to cells and back.
struct GridScale: Sendable {
    /// Ranges a cell has on average. Four leave room for the unevenness of any list that is spread: of entries and holes of random sizes one in a
    /// thousand meets a full cell.
    static let rangesPerCell = 4
    /// The widest cell, in pages: a query that starts in it ends less than 2^31 pages from its first page, also with the error of `cellsPerPage`.
    static let widest: UInt64 = LOOKUP_LONGEST - 128

    let base: UInt64
    /// From the base to the end of the list.
    let span: UInt64
    let pagesPerCell: UInt64
    /// 2^64 / `pagesPerCell`, rounded down. Multiplying by it makes a page a cell too low at times; what counts is that ranges and queries agree.
    let cellsPerPage: UInt64

    init(_ memlist: OrderedMemlist) {
        base = memlist.span.start.rawValue
        span = memlist.span.count
        pagesPerCell = min(span / UInt64(memlist.count / Self.rangesPerCell + 1) + 1, Self.widest)
        cellsPerPage = .max / pagesPerCell
    }

    /// For `count` ranges, given as distances, that meet in a cell of which `span` is the part that they start in. A line has 32 bits for `cellsPerPage`.
    init(crowd span: PageRange, count: Int) {
        base = span.start.rawValue
        self.span = span.count
        pagesPerCell = span.count / UInt64(count / Self.rangesPerCell + 1) + 1
        cellsPerPage = (UInt64(UInt32.max) / pagesPerCell) << 32
    }

    /// The cells that the pages from the base to the end of the list need, the page after the last included.
    var cellCount: Int { cell(ofDistance: span) + 1 }

    /// Whether a line cannot answer the query: it is empty, reversed, too long, or starts so high that its end may have wrapped round.
    @inline(__always)
    static func isOdd(_ query: PageRange) -> Bool {
        query.end.rawValue &- query.start.rawValue &- 1 >= LOOKUP_LONGEST || query.start.rawValue >> 63 != 0
    }

    /// The cell that decides about a query that is not odd, and the query as the cell's line sees it. A start outside of the list leads to its end.
    @inline(__always)
    func place(_ query: PageRange) -> (cell: Int, x: UInt32, y: UInt32) {
        // A page below the base wraps round and ends up above the span.
        let distance = min(query.start.rawValue &- base, span)
        let x = UInt32(truncatingIfNeeded: distance)
        let y = x &+ UInt32(truncatingIfNeeded: query.end.rawValue &- query.start.rawValue)
        return (Int(truncatingIfNeeded: distance.multipliedFullWidth(by: cellsPerPage).high), x, y)
    }

    func cell(ofDistance distance: UInt64) -> Int { Int(distance.multipliedFullWidth(by: cellsPerPage).high) }
    func distance(ofCell cell: Int) -> UInt64 { UInt64(cell) * pagesPerCell }
}
