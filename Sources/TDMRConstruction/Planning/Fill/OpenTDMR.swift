/// A TDMR that is still being extended, and the number of its granules on each node.
struct OpenTDMR {
    private(set) var extent: GranuleRange
    private(set) var areas = AreaCount.neutral
    private var shares: [(node: Int, granules: Int)] = []

    init(start: Int) { extent = GranuleRange(start: start, count: 0) }

    /// The node with most of the granules, the lowest on a tie; nil when no granule lies on one node only.
    var home: Int? { shares.max { ($0.granules, $1.node) < ($1.granules, $0.node) }?.node }

    mutating func extend(to end: Int, sharing granules: Int, of slice: GranuleSlice, areas: AreaCount) {
        extent.count = end - extent.start
        self.areas = areas
        guard let node = slice.node else { return }
        if let i = shares.firstIndex(where: { $0.node == node }) {
            shares[i].granules += granules
        } else {
            shares.append((node, granules))
        }
    }
}
