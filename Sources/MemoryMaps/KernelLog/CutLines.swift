/// The column at which lines end inside their statements.
struct CutLines {
    private var first: (column: Int, count: Int)?
    private var isMixed = false

    /// The column, where two lines or more end so and all of them at the same one.
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
