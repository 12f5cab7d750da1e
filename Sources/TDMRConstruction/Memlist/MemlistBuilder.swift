public import PhysicalMemory
public import TDXModule

/// From memory regions to a memlist: starts are clamped to 1 MiB, what is empty then is dropped, nothing else is filtered, merged or split.
///
/// One shape and one convertibility check make a builder; `MemlistBuilders.all` lists them.
public protocol MemlistBuilder: Sendable {
    associatedtype List: Memlist

    /// The algorithm's name in `bench`: `array`, `linked-list+cmr-scan`, ...
    static var name: String { get }

    /// Whether the builder looks at the CMRs.
    static var checksConvertibility: Bool { get }

    /// Builds the list of `regions`.
    /// - Parameter cmrs: in module order, unused slots included; the list ends at the first unused one. Looked at only by builders with a check.
    /// - Throws: `.unordered` naming the first two regions that are not ascending and disjoint; `.notConvertible` naming the first region that is not
    ///   inside one CMR.
    static func build(_ regions: [MemoryRegion], cmrs: [CMR]) throws(ConstructionError) -> List
}
