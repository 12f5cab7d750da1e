import Algorithms
import TDXModule

/// Chooses, TDMR by TDMR, the sites that tables may take: `TableSite.tight`.
struct TightSites {
    /// Sites of one TDMR that a table has the same reasons to take.
    private struct Kind: Hashable {
        var node: Int
        /// How many lengths of tables have room; nil where a table costs an area.
        var lengths: Int?
    }

    /// A site and its place among all.
    private typealias Numbered = (number: Int, site: TableSite)

    /// The lengths of tables, in pages, ascending.
    private let lengths: [Int]
    private let tables: Int
    private var tdmr: Int?
    private var open: [Kind: Longest<Numbered>] = [:]
    private var kept: [Numbered] = []
    private var count = 0

    init(_ tables: [WantedTable]) {
        lengths = Set(tables.map(\.pages)).sorted()
        self.tables = tables.count
    }

    /// - Precondition: the sites of a TDMR come one after the other.
    mutating func insert(_ site: TableSite) {
        if site.tdmr != tdmr { close() }
        tdmr = site.tdmr
        count += 1
        let pages = site.span.count
        let room = lengths.partitioningIndex { $0 > pages }
        guard room > 0 else { return }
        let kind = Kind(node: site.node, lengths: site.isFree ? room : nil)
        // The shortest where a table costs no area, the longest elsewhere.
        open[kind, default: Longest(tables)].insert((count, site), length: site.isFree ? -pages : pages)
    }

    /// - Returns: the sites in the order in which they came.
    mutating func finish() -> [TableSite] {
        close()
        return kept.sorted { $0.number < $1.number }.map(\.site)
    }

    private mutating func close() {
        for kind in open.keys { kept += open[kind]?.sorted() ?? [] }
        open.removeAll(keepingCapacity: true)
    }
}
