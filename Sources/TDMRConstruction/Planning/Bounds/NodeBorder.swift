/// Where a node's memory meets another's.
struct NodeBorder {
    let cells: [GranuleCell]
    /// The node's cell there.
    let index: Int
    /// Whether the node's memory lies above the border.
    let goesUp: Bool

    /// The most of the node's granules that a TDMR of the other node holds: no more than that what is served of them is at most half of what is served.
    /// - Parameters:
    ///   - granules: of the TDMR, at most.
    ///   - tables: pages of all tables.
    ///   - size: pages of a granule.
    /// - Complexity: O(*n*) for the cells that the TDMR may reach.
    func mostLent(granules: Int, tables: Int, size: Int) -> Int {
        var lent = 0
        var pages = -tables
        var i = index
        while cells.indices.contains(i), cells[i].node == cells[index].node {
            let cell = cells[i]
            if cell.usablePages == cell.count * size {
                let most = ((granules - lent) * size - pages) / (2 * size)
                guard most >= cell.count else { return lent + max(0, most) }
            } else if cell.count > 1 || pages + cell.usablePages > (granules - lent - 1) * size {
                return cell.count > 1 ? granules : lent
            }
            lent += cell.count
            pages += cell.usablePages
            let next = i + (goesUp ? 1 : -1)
            if cells.indices.contains(next) { lent += goesUp ? cells[next].start - cell.end : cell.start - cells[next].end }
            guard lent < granules else { return granules }
            i = next
        }
        return cells.indices.contains(i) ? granules : lent
    }
}
