/// Where the PAMTs go: a policy of the page allocator, or one of our own.
public protocol PAMTPlacer: Sendable {
    /// The policy's name on the command line: `contig`, `top-down`, `off-map`, ...
    var name: String { get }

    /// One placement for each request, in order; none overlaps another.
    /// - Throws: `.outOfMemory` when the tables of a TDMR fit nowhere.
    func place(_ problem: PAMTProblem) throws(ConstructionError) -> [PAMTPlacement]
}
