import PhysicalMemory
import TDXModule

/// Pages `[start, end)`.
struct PageSpan: Hashable, Sendable {
    var start: Int
    var end: Int

    var count: Int { end - start }
}

/// A plan as the searches pass it around: in granules and pages, not yet judged.
struct DraftPlan: Hashable, Sendable {
    /// A TDMR's extent in granules.
    struct Extent: Hashable, Sendable {
        var start: Int
        var count: Int

        var end: Int { start + count }
    }

    /// A PAMT table that exists (its size is not 0).
    struct Table: Hashable, Sendable {
        /// The TDMR it belongs to, an index of `extents`.
        var owner: Int
        var level: PAMTLevel
        var span: PageSpan
    }

    /// Ascending, disjoint.
    var extents: [Extent] = []
    var tables: [Table] = []
    /// Usable memory kept from the page allocator, ascending. Usable memory outside of all extents that is no table belongs here too.
    var withheld: [PageSpan] = []
}

/// What the address space of one TDMR looks like under a plan.
struct TDMRSurvey: Hashable, Sendable {
    /// The fewest areas that cover what must be covered, clipped to the TDMR, ascending, none touching served memory's inside.
    var areas: [PageSpan] = []
    /// Served pages by node, in order of appearance.
    var served: [(node: NodeID, pages: Int)] = []

    var servedPages: Int { served.reduce(0) { $0 + $1.pages } }

    /// The node of most served pages, the lowest on a tie; nil when the TDMR serves nothing.
    var node: NodeID? {
        served.max { ($0.pages, $1.node.rawValue) < ($1.pages, $0.node.rawValue) }?.node
    }

    mutating func addServed(_ pages: Int, node: NodeID) {
        if let last = served.indices.last, served[last].node == node {
            served[last].pages += pages
        } else if let i = served.firstIndex(where: { $0.node == node }) {
            served[i].pages += pages
        } else {
            served.append((node, pages))
        }
    }

    static func == (a: Self, b: Self) -> Bool {
        a.areas == b.areas && a.served.elementsEqual(b.served) { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(areas)
    }
}
