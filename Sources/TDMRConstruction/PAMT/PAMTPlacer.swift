/// An algorithm that places PAMTs: a model of one of the kernel's page allocators, or one of the project's own.
public protocol PAMTPlacer: Sendable {
    /// The placer's name on the command line: `contig`, `top-down`, `off-map`, ...
    var name: String { get }

    /// One placement for each request, in order; none overlaps another.
    /// - Throws: `.outOfMemory` when the tables of a TDMR fit nowhere.
    func place(_ problem: PAMTProblem) throws(ConstructionError) -> [PAMTPlacement]
}
