import PhysicalMemory
import TDXModule
import TestSupport

@testable import TDMRConstruction

extension AddressMap {
    /// The map of regions on nodes 0 to `nodes` - 1, joined where they touch on one node, of which other memory must be reserved than CMRs would say.
    init(_ regions: [MemoryRegion], mustReserve: [PageSpan], nodes: Int, pamt: PAMTSizes) {
        var joined: [MemoryRegion] = []
        for region in regions { joined.appendJoining(region) }
        self.init(
            runs: joined.map {
                Run(start: Int($0.start.rawValue), end: Int($0.end.rawValue), node: Int($0.node.rawValue))
            }, mustReserve: mustReserve, nodes: (0..<nodes).map { NodeID(UInt32($0)) }, pamt: pamt)
    }
}

extension MachineMaker {
    /// The pages between regions that follow each other, where there are any.
    static func gaps(_ regions: [MemoryRegion]) -> [PageSpan] {
        zip(regions, regions.dropFirst()).map { PageSpan(start: Int($0.end.rawValue), end: Int($1.start.rawValue)) }
            .filter { $0.count > 0 }
    }
}
