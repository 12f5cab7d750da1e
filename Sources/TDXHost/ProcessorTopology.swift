public import MemoryMaps
public import TDXModule

/// Which LPs a machine has and how they are spread over packages: in order, in runs as even as can be.
public struct ProcessorTopology: Hashable, Sendable {
    /// Logical processors, at least 1.
    public let processors: Int
    /// Packages that hold an LP, at least 1 and at most `processors`.
    public let packages: Int

    /// More than any machine has; bounds the number of tracks in a trace.
    public static let mostProcessors = 65_536

    /// Packages beyond the number of LPs hold none and are left out: no LP could configure a key there.
    /// - Precondition: both are at least 1.
    public init(processors: Int, packages: Int) {
        precondition(processors > 0 && packages > 0)
        self.processors = processors
        self.packages = min(packages, processors)
    }

    /// As the map states it, two LPs per package where it does not.
    public init(_ map: HostMemoryMap) {
        self.init(processors: max(1, map.logicalProcessors), packages: max(1, map.packages))
    }

    /// - Parameters:
    ///   - map: the machine.
    ///   - processors: LPs; nil: as many as the map states, else two per package.
    ///   - packages: nil: the map's, which are the default in what is made of a log.
    public init(_ map: HostMemoryMap, processors: Int?, packages: Int?) {
        let packages = max(1, packages ?? map.packages)
        self.init(
            processors: max(1, processors ?? map.statedLogicalProcessors ?? 2 * packages), packages: packages)
    }

    /// Every LP, ascending.
    public var all: some RandomAccessCollection<LogicalProcessorID> {
        (0..<processors).lazy.map { LogicalProcessorID($0) }
    }

    /// The package that `processor` belongs to, from 0.
    public func package(of processor: LogicalProcessorID) -> Int { processor.rawValue * packages / processors }
}
