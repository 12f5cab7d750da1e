/// What one TDMR holds under a plan.
struct TDMRContents: Sendable {
    /// The fewest areas that cover what must be covered, clipped to the TDMR, ascending.
    var areas: [PageSpan] = []
    /// Served pages by node, in order of appearance.
    var served: [(node: Int, pages: Int)] = []

    var servedPages: Int { served.reduce(0) { $0 + $1.pages } }

    /// The number of the node with most of the served pages, the lowest on a tie; nil when the TDMR serves nothing.
    var home: Int? { served.max { ($0.pages, $1.node) < ($1.pages, $0.node) }?.node }

    mutating func addServed(_ pages: Int, node: Int) {
        if let last = served.indices.last, served[last].node == node {
            served[last].pages += pages
        } else if let i = served.firstIndex(where: { $0.node == node }) {
            served[i].pages += pages
        } else {
            served.append((node, pages))
        }
    }
}
