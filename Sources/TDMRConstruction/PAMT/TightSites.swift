import Algorithms
import TDXModule

/// Chooses, TDMR by TDMR, the sites that tables may take: `TableSite.tight`.
struct TightSites {
    /// The order of a TDMR's sites: grouped by the tables that may take them, then in the order in which they are taken.
    private struct Order: Comparable {
        var node: Int
        /// The number of table lengths that fit; 0 where a table costs an area.
        var lengths: Int
        /// Ascending by length where a table costs no area, descending elsewhere.
        var pages: Int
        var number: Int

        static func < (a: Self, b: Self) -> Bool {
            (a.node, a.lengths, a.pages, a.number) < (b.node, b.lengths, b.pages, b.number)
        }
    }

    /// The lengths of tables, in pages, ascending.
    private let lengths: [Int]
    private let tables: Int
    /// The number of listed sites above which those that no table takes are dropped.
    private let patience: Int
    private var tdmr: Int?
    /// The sites of the current TDMR.
    private var open: [TableSite] = []
    private var most: Int
    private var kept: [TableSite] = []

    init(_ tables: [WantedTable]) {
        lengths = Set(tables.map(\.pages)).sorted()
        self.tables = tables.count
        patience = 16 * tables.count
        most = patience
    }

    /// - Precondition: all sites of a TDMR are inserted before those of the next.
    mutating func insert(_ site: TableSite) {
        if site.tdmr != tdmr { close() }
        tdmr = site.tdmr
        guard let shortest = lengths.first, site.span.count >= shortest else { return }
        open.append(site)
        guard open.count > most else { return }
        leaveOut()
        most = 2 * open.count + patience
    }

    /// - Returns: the sites in the order in which they were inserted.
    mutating func finish() -> [TableSite] {
        close()
        return kept
    }

    private mutating func close() {
        kept += open
        open.removeAll(keepingCapacity: true)
        most = patience
    }

    private mutating func leaveOut() {
        let orders = open.enumerated().map { index, site in
            let pages = site.span.count
            let room = site.isFree ? lengths.partitioningIndex { $0 > pages } : 0
            return Order(node: site.node, lengths: room, pages: room > 0 ? pages : -pages, number: index)
        }.sorted()
        let first = orders.chunked { ($0.node, $0.lengths) == ($1.node, $1.lengths) }.flatMap { $0.prefix(tables) }
        let old = open
        open = first.map(\.number).sorted().map { old[$0] }
    }
}
