import PhysicalMemory
import TDXModule

/// Keeps granules out of all TDMRs by filling their memory with tables, to the last page: a TDMR's worth of PAMT and time is spared for each.
///
/// Tables have the sizes that TDMRs give them. A piece of f pages between two holes takes the 4K tables of TDMRs of as many granules as fit, the 2M tables
/// of others for most of the rest, and 1G tables of a page each for what is left; TDMRs are cut until there are tables of these sizes. Where a piece's run
/// goes on into the next granule, the tables may reach over.
struct GranuleDropping {
    /// What is to be filled: the part of a run inside granules that are dropped.
    struct Piece: Hashable {
        var span: PageSpan
        var node: NodeID
        /// Pages of the run that go on below and above; the tables may take all but one of them.
        var below: Int
        var above: Int

        /// Whether the tables must have exactly the piece's length.
        var isExact: Bool { below == 0 && above == 0 }

        /// What tables take at least when they do not have exactly the piece's length: a page of the run more.
        var reaching: PageSpan {
            PageSpan(start: span.start - (above == 0 && below > 1 ? 1 : 0), end: span.end + (above > 1 ? 1 : 0))
        }
    }

    /// A TDMR to be, and the pieces that its tables are meant for.
    private struct Slot {
        var extent: DraftPlan.Extent
        var home: NodeID?
        var piece4K: Int?
        var piece2M: Int?
        var piece1G: Int?
    }

    let problem: PlanningProblem
    let pieces: [Piece]
    let prefersHome: Bool
    private let fillsClosely: Bool
    private var slots: [Slot]
    private let unit4K: Int
    private let unit2M: Int

    /// A plan in which the tables of `extents`, cut further where need be, fill the pieces; nil when they do not.
    /// - Parameter closely: whether to cut TDMRs so that tables reach over a piece's end by less than those of a granule, which takes more TDMRs but leaves
    ///   more tables for other pieces.
    static func plan(
        _ problem: PlanningProblem, extents: [DraftPlan.Extent], pieces: [Piece], prefersHome: Bool, closely: Bool
    ) -> DraftPlan? {
        guard problem.scale.bytes4K > 0, problem.scale.bytes2M > 0, problem.scale.bytes1G > 0, problem.scale.bytes4K % 4096 == 0,
            problem.scale.bytes2M % 4096 == 0 else { return nil }
        let homes = DraftPlan(extents: extents).surveys(problem).map(\.node)
        var dropping = GranuleDropping(
            problem: problem, pieces: pieces, prefersHome: prefersHome, fillsClosely: closely, slots: zip(extents, homes).map { Slot(extent: $0, home: $1) },
            unit4K: problem.scale.bytes4K / 4096, unit2M: problem.scale.bytes2M / 4096)
        return dropping.fill() ? dropping.draft() : nil
    }

    /// A plan whose TDMRs were cut so that their tables fill the pieces of exact length; `filling` says which ones do, in the order of those pieces.
    static func plan(
        _ problem: PlanningProblem, extents: [DraftPlan.Extent], pieces: [Piece], filling: [[(tdmr: Int, level: PAMTLevel)]]
    ) -> DraftPlan? {
        var dropping = GranuleDropping(
            problem: problem, pieces: pieces, prefersHome: false, fillsClosely: false, slots: extents.map { Slot(extent: $0, home: nil) },
            unit4K: problem.scale.bytes4K / 4096, unit2M: problem.scale.bytes2M / 4096)
        for (piece, tables) in zip(pieces.indices.filter { pieces[$0].isExact }, filling) {
            for table in tables {
                switch table.level {
                case .page4K: dropping.slots[table.tdmr].piece4K = piece
                case .page2M: dropping.slots[table.tdmr].piece2M = piece
                case .page1G: dropping.slots[table.tdmr].piece1G = piece
                }
            }
        }
        for i in pieces.indices where !pieces[i].isExact {
            guard dropping.takeAtLeast(pages: pieces[i].span.count, piece: i) else { return nil }
        }
        return dropping.slots.count <= problem.maxTDMRs ? dropping.draft() : nil
    }

    private mutating func fill() -> Bool {
        let order = pieces.indices.sorted { (pieces[$0].isExact ? 0 : 1, -pieces[$0].span.count, $0) < (pieces[$1].isExact ? 0 : 1, -pieces[$1].span.count, $1) }
        var pages1G: [(piece: Int, count: Int)] = []
        for i in order {
            let length = pieces[i].span.count
            guard pieces[i].isExact else {
                guard takeAtLeast(pages: length, piece: i) else { return false }
                continue
            }
            let granules = min(length / unit4K, free(\.piece4K, pieces[i]))
            guard granules == 0 || take(\.piece4K, granules: granules, piece: i) else { return false }
            let rest = length - granules * unit4K
            let main = min(rest / unit2M, free(\.piece2M, pieces[i]))
            guard main == 0 || take(\.piece2M, granules: main, piece: i) else { return false }
            pages1G.append((i, rest - main * unit2M))
        }
        for (piece, count) in pages1G {
            for _ in 0..<count {
                guard let slot = freePage(pieces[piece]) else { return false }
                slots[slot].piece1G = piece
            }
        }
        return slots.count <= problem.maxTDMRs
    }

    private func suits(_ slot: Slot, _ piece: Piece) -> Bool { !prefersHome || slot.home == piece.node }

    /// Granules whose tables of a level are still to be had.
    private func free(_ level: WritableKeyPath<Slot, Int?>, _ piece: Piece) -> Int {
        slots.reduce(0) { $0 + ($1[keyPath: level] == nil && suits($1, piece) ? $1.extent.count : 0) }
    }

    /// Gives tables of so many granules to a piece; cuts a TDMR where none has the right size.
    private mutating func take(_ level: WritableKeyPath<Slot, Int?>, granules: Int, piece: Int) -> Bool {
        var left = granules
        while left > 0 {
            let free = slots.indices.filter { slots[$0][keyPath: level] == nil && suits(slots[$0], pieces[piece]) }
            guard let largest = free.filter({ slots[$0].extent.count <= left }).max(by: { slots[$0].extent.count < slots[$1].extent.count })
                ?? free.max(by: { slots[$0].extent.count < slots[$1].extent.count }) else { return false }
            if slots[largest].extent.count > left { cut(largest, at: left) }
            slots[largest][keyPath: level] = piece
            left -= slots[largest].extent.count
        }
        return true
    }

    /// Gives a piece 4K tables that reach over its end, the fewest TDMRs' possible.
    private mutating func takeAtLeast(pages: Int, piece: Int) -> Bool {
        let mostOver = min(max(pieces[piece].below, pieces[piece].above), fillsClosely ? unit4K : .max) - 1
        var left = pages
        while left > 0 {
            let free = slots.indices.filter { slots[$0].piece4K == nil && suits(slots[$0], pieces[piece]) }
            let enough = free.filter { slots[$0].extent.count * unit4K >= left }
            if let i = enough.min(by: { slots[$0].extent.count < slots[$1].extent.count }) {
                if slots[i].extent.count * unit4K - left > mostOver { cut(i, at: (left + unit4K - 1) / unit4K) }
                slots[i].piece4K = piece
                return slots[i].extent.count * unit4K - left <= mostOver
            }
            guard let i = free.max(by: { slots[$0].extent.count < slots[$1].extent.count }) else {
                // 2M tables are the last resort.
                return takeAtLeastSmall(pages: left, piece: piece, mostOver: mostOver)
            }
            slots[i].piece4K = piece
            left -= slots[i].extent.count * unit4K
        }
        return true
    }

    /// Gives a piece 2M tables that reach over its end; TDMRs are cut only where the tables would reach too far.
    private mutating func takeAtLeastSmall(pages: Int, piece: Int, mostOver: Int) -> Bool {
        var left = pages
        var taken: [Int] = []
        let free = slots.indices.filter { slots[$0].piece2M == nil && suits(slots[$0], pieces[piece]) }
        for i in free.sorted(by: { slots[$0].extent.count > slots[$1].extent.count }) where left > 0 {
            taken.append(i)
            left -= slots[i].extent.count * unit2M
        }
        if left <= 0, -left <= mostOver {
            for i in taken { slots[i].piece2M = piece }
            return true
        }
        let granules = (pages + unit2M - 1) / unit2M
        return granules * unit2M - pages <= mostOver && granules <= self.free(\.piece2M, pieces[piece])
            && take(\.piece2M, granules: granules, piece: piece)
    }

    /// A TDMR whose 1G table has a page and is still to be had; made by cutting one where there is none.
    private mutating func freePage(_ piece: Piece) -> Int? {
        func isFree(_ i: Int) -> Bool {
            slots[i].piece1G == nil && suits(slots[i], piece) && problem.scale.tablePages(.page1G, granules: slots[i].extent.count) == 1
        }
        while true {
            if let i = slots.indices.first(where: isFree) { return i }
            guard slots.count < problem.maxTDMRs,
                let i = slots.indices.filter({ slots[$0].extent.count > 1 && suits(slots[$0], piece) && (slots[$0].piece1G == nil || isOnePage($0)) })
                    .max(by: { slots[$0].extent.count < slots[$1].extent.count }) else { return nil }
            cut(i, at: slots[i].extent.count / 2)
        }
    }

    private func isOnePage(_ i: Int) -> Bool { problem.scale.tablePages(.page1G, granules: slots[i].extent.count) == 1 }

    /// Cuts a TDMR in two; both halves' 4K and 2M tables go where the whole one's would have gone, the 1G table goes with the first.
    private mutating func cut(_ i: Int, at granules: Int) {
        var rest = slots[i]
        rest.extent = DraftPlan.Extent(start: rest.extent.start + granules, count: rest.extent.count - granules)
        rest.piece1G = nil
        slots[i].extent.count = granules
        slots.insert(rest, at: i + 1)
    }

    private func draft() -> DraftPlan? {
        var blocks = [[(owner: Int, level: PAMTLevel, pages: Int)]](repeating: [], count: pieces.count)
        var others: [(owner: Int, level: PAMTLevel, pages: Int)] = []
        for (owner, slot) in slots.enumerated() {
            for (level, piece) in [(PAMTLevel.page4K, slot.piece4K), (.page2M, slot.piece2M), (.page1G, slot.piece1G)] {
                let table = (owner, level, problem.scale.tablePages(level, granules: slot.extent.count))
                if let piece { blocks[piece].append(table) } else { others.append(table) }
            }
        }
        others.sort { ($0.pages, $1.owner) > ($1.pages, $0.owner) }
        var filled: [DraftPlan.Table] = []
        var spans: [PageSpan] = []
        for (piece, block) in zip(pieces, blocks) {
            let length = block.reduce(0) { $0 + $1.pages }
            guard piece.isExact ? length == piece.span.count : length >= piece.span.count else { return nil }
            var position = piece.above > 0 ? piece.span.start : piece.span.end - length
            spans.append(PageSpan(start: position, end: position + length))
            for table in block {
                filled.append(DraftPlan.Table(owner: table.owner, level: table.level, span: PageSpan(start: position, end: position + table.pages)))
                position += table.pages
            }
        }
        let extents = slots.map(\.extent)
        guard let placed = TablePlacer.place(others, problem, extents: extents, blocks: spans, prefersHome: prefersHome) else { return nil }
        return DraftPlan(extents: extents, tables: filled + placed)
    }
}
