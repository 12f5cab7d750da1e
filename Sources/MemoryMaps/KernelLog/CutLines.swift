/// The column at which lines end inside of what they state.
struct CutLines {
    private var first: (column: Int, count: Int)?
    private var isMixed = false

    /// The one column of two lines or more.
    var column: Int? {
        guard let first, first.count >= 2, !isMixed else { return nil }
        return first.column
    }

    mutating func take(column: Int) {
        guard let known = first else {
            first = (column, 1)
            return
        }
        first?.count += 1
        if known.column != column { isMixed = true }
    }
}
