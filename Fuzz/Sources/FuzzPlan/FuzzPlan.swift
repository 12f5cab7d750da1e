import HostReports
import MemoryMaps
import PhysicalMemory
import Properties
import TDMRConstruction
import TDXHost
import TDXModule

/// A small machine, planned by every strategy: no trap, and what our strategies plan the module accepts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = ReaderProperties.bytes(start, count)
    guard bytes.count >= 4 else { return 0 }
    var map = HostMemoryMap()
    map.limits.maxTDMRs = 1 + Int(bytes[0] & 63)
    map.limits.maxReservedAreas = Int(bytes[1] & 15) + 1
    var page: UInt64 = 256
    var cmrs: [CMR] = []
    // Three bytes a region: the hole before it, its length, its node and whether a CMR ends there. At most 24: the planner's own tests are larger.
    for place in stride(from: 3, to: min(bytes.count - 2, 3 + 3 * 24), by: 3) {
        page += size(bytes[place])
        let region = PageRange(page, page + max(1, size(bytes[place + 1])))
        map.memory.append(MemoryRegion(pages: region, node: NodeID(UInt32(bytes[place + 2] & 3))))
        page = region.end.rawValue
        if bytes[place + 2] & 0x10 == 0, let last = cmrs.last {
            cmrs[cmrs.count - 1].size = ByteCount(page << 12 - last.base.rawValue)
        } else if cmrs.count < 32 {
            cmrs.append(CMR(region))
        }
    }
    guard !map.memory.isEmpty, page < 1 << 34, map.firstViolation() == nil else { return 0 }
    if bytes[2] & 1 == 1 { map.cmrs = cmrs }
    for strategy in Planners.all {
        let report = PlanReport(
            map, strategy: strategy, options: PlannerOptions(logicalProcessors: 1 + Int(bytes[2] >> 2)))
        if !strategy.followsKernel, let verdict = report.verdict, !verdict.isAccepted {
            fatalError("\(strategy.name) plans what the module refuses: \(verdict)")
        }
    }
    return 0
}

/// Pages, from one byte: 0, a few pages, MiBs or GiBs.
private func size(_ byte: UInt8) -> UInt64 {
    byte == 0 ? 0 : UInt64(byte & 31) << [0, 6, 9, 13, 15, 16, 18, 18][Int(byte >> 5)]
}
