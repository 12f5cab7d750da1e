/// An algorithm that makes the reserved areas of each TDMR, over holes and PAMTs.
public protocol ReservedAreaPacker: Sendable {
    /// The algorithm's name in `bench`: `memblock-holes`, `cmr-holes`, ...
    var name: String { get }

    /// The rule by which its answers are judged.
    var rule: PackingRule { get }

    /// - Throws: `.reservedAreasExhausted` with the first TDMR that needs more areas than it may have.
    func pack(_ problem: ReservedAreaProblem) throws(ConstructionError) -> ReservedAreaPacking
}
