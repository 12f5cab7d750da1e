import PhysicalMemory
import TDXModule

/// The tables of given TDMRs, grouped by kind. Every multiset of them has a number, its code, by which its sums are looked up.
struct TableStock {
    /// A kind of tables: tables of one kind are alike in every figure.
    struct Kind: Hashable {
        var pages: Int
        /// Granules whose PAMT counts as lying where this table lies; 0 for a table that is not the first existing one of its TDMR.
        var granules: Int
        var home: Home
    }

    private(set) var kinds: [Kind] = []
    private(set) var counts: [Int] = []
    /// What one table of a kind adds to a code.
    private(set) var weights: [Int] = []
    /// The code of all tables.
    private(set) var all = 0
    /// By code: pages of the multiset.
    private(set) var pages: [Int] = []
    /// By code: granules whose PAMT counts as lying where the multiset lies.
    private(set) var granules: [Int] = []
    /// The owners and levels of each kind's tables.
    private(set) var members: [[(owner: Int, level: PAMTLevel)]] = []
    private var homePages: [[Int]] = []
    private var parts: [[Int32]] = []

    /// nil when there would be more than `limit` different multisets.
    init?(_ map: AddressMap, extents: [GranuleRange], homes: [Home], limit: Int) {
        addKinds(map, extents: extents, homes: homes)
        var size = 1
        for count in counts {
            weights.append(size)
            size *= count + 1
            guard size <= limit else { return nil }
        }
        all = size - 1
        addSums(codes: size, nodes: map.nodes.count)
    }

    private mutating func addKinds(_ map: AddressMap, extents: [GranuleRange], homes: [Home]) {
        var slots: [Kind: Int] = [:]
        for (owner, extent) in extents.enumerated() {
            var isFirst = true
            for level in PAMTLevel.allCases {
                let pages = map.tablePages(level, granules: extent.count)
                guard pages > 0 else { continue }
                let kind = Kind(pages: pages, granules: isFirst ? extent.count : 0, home: homes[owner])
                isFirst = false
                let slot = slots[kind] ?? kinds.count
                if slot == kinds.count {
                    slots[kind] = slot
                    kinds.append(kind)
                    counts.append(0)
                    members.append([])
                }
                counts[slot] += 1
                members[slot].append((owner, level))
            }
        }
    }

    private mutating func addSums(codes size: Int, nodes: Int) {
        pages = [Int](repeating: 0, count: size)
        granules = pages
        homePages = [[Int]](repeating: pages, count: nodes)
        parts = [[Int32]](repeating: [], count: size)
        for code in 1..<max(1, size) {
            // The sums of a code follow from those of the code with one table less, which is smaller.
            guard let kind = kinds.indices.first(where: { digit($0, of: code) > 0 }) else { continue }
            let rest = code - weights[kind]
            pages[code] = pages[rest] + kinds[kind].pages
            granules[code] = granules[rest] + kinds[kind].granules
            for node in 0..<nodes {
                let isOff = if case .node(let home) = kinds[kind].home { home != node } else { false }
                homePages[node][code] = homePages[node][rest] + (isOff ? kinds[kind].pages : 0)
            }
        }
    }

    func digit(_ kind: Int, of code: Int) -> Int { code / weights[kind] % (counts[kind] + 1) }

    /// Whether all tables together contain two multisets at once.
    func canHold(_ code: Int, and other: Int) -> Bool {
        kinds.indices.allSatisfy { digit($0, of: code) + digit($0, of: other) <= counts[$0] }
    }

    /// By code: whether the multiset contains one of these.
    func supersets(of codes: Set<Int>) -> [Bool] {
        var contains = pages.indices.map(codes.contains)
        for kind in kinds.indices {
            for code in contains.indices where digit(kind, of: code) > 0 && contains[code - weights[kind]] {
                contains[code] = true
            }
        }
        return contains
    }

    /// Pages of tables that are not at home when the multiset lies on `node`.
    func offNodePages(_ code: Int, on node: Int) -> Int { homePages[node][code] }

    /// The codes of all multisets contained in `code`, the empty one first.
    mutating func parts(of code: Int) -> [Int32] {
        if parts[code].isEmpty {
            var list: [Int32] = [0]
            for kind in kinds.indices {
                let most = digit(kind, of: code)
                guard most > 0 else { continue }
                let base = list
                for n in 1...most {
                    let weight = Int32(n * weights[kind])
                    list.append(contentsOf: base.lazy.map { $0 + weight })
                }
            }
            parts[code] = list
        }
        return parts[code]
    }
}
