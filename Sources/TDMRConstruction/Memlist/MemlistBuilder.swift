public import PhysicalMemory
public import TDXModule

/// From memory regions to a memlist: starts are clamped to 1 MiB, regions that are then empty are dropped, and nothing else is filtered, merged or split.
///
/// One shape and one convertibility test make a builder; `MemlistBuilders.all` lists them.
public protocol MemlistBuilder: Sendable {
    /// The list that it builds.
    associatedtype List: Memlist

    /// The algorithm's name in `bench`: `array`, `linked-list+cmr-scan`, ...
    var name: String { get }

    /// Whether and how regions are checked against the CMRs.
    var test: ConvertibilityTest { get }

    /// Whether regions out of order are refused; else they are sorted.
    var requiresOrder: Bool { get }

    /// Whether it works on all processors; such a builder exists for that purpose alone.
    var isParallel: Bool { get }

    /// Builds the list of `regions`.
    /// - Parameters:
    ///   - regions: memblock memory regions, ascending and disjoint.
    ///   - cmrs: in module order, unused slots included; the list ends at the first unused one. Used only by builders with a test.
    /// - Throws: `.unordered` naming the first two regions that are not ascending and disjoint; `.notConvertible` naming the first region that is not
    ///   inside one CMR.
    func build(_ regions: [MemoryRegion], cmrs: [CMR]) throws(ConstructionError) -> List

    /// Builds the list of `regions` in place of `list`, whose memory is reused where the shape and the builder allow: new memory
    /// costs a page fault for every 4 KiB. After an error the content of `list` is unspecified.
    func rebuild(_ list: inout List, _ regions: [MemoryRegion], cmrs: [CMR]) throws(ConstructionError)
}

extension MemlistBuilder {
    public var name: String { List.name + test.suffix }
    public var requiresOrder: Bool { true }
    public var isParallel: Bool { false }

    public func rebuild(_ list: inout List, _ regions: [MemoryRegion], cmrs: [CMR]) throws(ConstructionError) {
        list = try build(regions, cmrs: cmrs)
    }
}
