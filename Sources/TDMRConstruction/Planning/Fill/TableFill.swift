import TDXModule

/// Fills targets with the tables of given TDMRs, to the last page.
struct TableFill {
    /// The tables used, with their places; `left`: the other tables, the longest first.
    private(set) var placed: [PlacedTable] = []
    private(set) var left: [WantedTable]

    private let homes: [Int?]
    private let staysHome: Bool
    private let triesOrders: Bool

    /// Fills as many of `targets` as it can: first the pieces to which tables must add up to the page, because few tables have the right sizes; the shortest
    /// targets first.
    /// - Parameters:
    ///   - homes: the number of each TDMR's home.
    ///   - staysHome: whether a target takes only tables whose home is the target's node.
    ///   - triesOrders: whether to try the pieces of a target in other orders when one cannot be filled.
    /// - Returns: nil when a target of whole granules cannot be filled.
    init?(_ targets: [FillTarget], tables: [WantedTable], homes: [Int?], staysHome: Bool, triesOrders: Bool) {
        left = tables
        self.homes = homes
        self.staysHome = staysHome
        self.triesOrders = triesOrders
        let order = targets.map { (mayReachOver: $0.pieces.contains { !$0.isExact } ? 1 : 0, target: $0) }.sorted {
            ($0.mayReachOver, $0.target.pages, $0.target.pieces[0].span.start)
                < ($1.mayReachOver, $1.target.pages, $1.target.pieces[0].span.start)
        }.map(\.target)
        for target in order {
            guard fillExactly(target.pieces.filter(\.isExact)) || !target.isGranule else { return nil }
        }
        // Tables that end exactly at the border cost the TDMR beyond it no area.
        for piece in order.flatMap(\.pieces) where !piece.isExact {
            guard fillExactly(piece) || fillOver(piece) else { return nil }
        }
    }

    /// Fills all pieces: in address order, else the longest first, else the shortest first.
    private mutating func fillExactly(_ pieces: [FillTarget.Piece]) -> Bool {
        let shortestFirst = triesOrders ? pieces.sorted { $0.span.count < $1.span.count } : pieces
        for order in triesOrders && pieces.count > 1 ? [pieces, shortestFirst.reversed(), shortestFirst] : [pieces] {
            let before = self
            if order.allSatisfy({ fillExactly($0) }) { return true }
            self = before
        }
        return false
    }

    private func mayUse(_ table: WantedTable, in piece: FillTarget.Piece) -> Bool {
        !staysHome || homes[table.owner] == piece.node
    }

    private mutating func fillExactly(_ piece: FillTarget.Piece) -> Bool {
        // A fragment inside a granule that is filled as a whole is filled already.
        guard !placed.contains(where: { $0.span.overlaps(piece.span) }) else { return false }
        let usable = left.indices.filter { mayUse(left[$0], in: piece) && left[$0].pages <= piece.span.count }
        guard let chosen = ExactSum.indices(of: usable.map { left[$0].pages }, adding: piece.span.count) else {
            return false
        }
        var position = piece.span.start
        for i in chosen {
            placed.append(left[usable[i]].placed(at: position))
            position += left[usable[i]].pages
        }
        let gone = Set(chosen.map { usable[$0] })
        left = left.indices.filter { !gone.contains($0) }.map { left[$0] }
        return true
    }

    /// Lays as few tables as possible, from the end of the piece away from the border up to or over the border. Short tables are kept for pieces that must add
    /// up to the page.
    /// - Returns: false when there are too few tables, or one overlaps another table or leaves the run.
    private mutating func fillOver(_ piece: FillTarget.Piece) -> Bool {
        var need = piece.span.count
        let fromEnd = piece.continuesBelow
        var position = fromEnd ? piece.span.end : piece.span.start
        while need > 0 {
            let last = left.lastIndex { $0.pages >= need && mayUse($0, in: piece) }
            guard let i = last ?? left.firstIndex(where: { mayUse($0, in: piece) }) else { return false }
            let pages = left[i].pages
            let table = left.remove(at: i).placed(at: fromEnd ? position - pages : position)
            guard piece.admits(table.span, beside: placed) else { return false }
            placed.append(table)
            position += fromEnd ? -pages : pages
            need -= pages
        }
        return true
    }
}
