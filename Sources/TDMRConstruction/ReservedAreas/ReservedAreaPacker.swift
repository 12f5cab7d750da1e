/// An algorithm that makes the reserved areas of each TDMR, over holes and PAMTs.
public protocol ReservedAreaPacker: Sendable {
    /// The algorithm's name in `bench`: `memblock-holes`, `cmr-holes`, ...
    var name: String { get }

    /// The rule that its answers are judged by.
    var rule: PackingRule { get }

    /// - Throws: `.reservedAreasExhausted` naming the first TDMR that needs more areas than there are.
    func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking
}
