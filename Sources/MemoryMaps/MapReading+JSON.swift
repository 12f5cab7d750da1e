package import JSONText
import PhysicalMemory
import TDXModule

extension MapReading {
    /// The reading as JSON on one line, without a line end: for the fuzz targets, which are another package.
    @_spi(Fuzzing) public var jsonLine: String { json.line }

    /// The reading as one object: what `tdmr map --format json` prints. Addresses and sizes are lower-case hex strings in bytes.
    package var json: JSONValue {
        .object([
            .init("map", .string(path)),
            .init("format", .string(format.rawValue)),
            .init("memory_source", memorySource.map { .string($0.rawValue) } ?? .null),
            .init("memory", Self.table(map.memory)),
            .init("cmrs", map.cmrs.map(Self.table) ?? .null),
            .init("hotplug", Self.table(map.hotplugWindows)),
            .init(
                "limits",
                .object([
                    .init("max_tdmrs", .integer(Int64(map.limits.maxTDMRs))),
                    .init("max_reserved", .integer(Int64(map.limits.maxReservedAreas))),
                    .init("pamt_4k", .integer(Int64(map.limits.pamtEntrySize4K.rawValue))),
                    .init("pamt_2m", .integer(Int64(map.limits.pamtEntrySize2M.rawValue))),
                    .init("pamt_1g", .integer(Int64(map.limits.pamtEntrySize1G.rawValue))),
                    .init("bitmap_bits", .integer(Int64(map.limits.pamtBitmapBits))),
                ])),
            .init("max_pfn", JSONValue(map.maxPFN.rawValue)),
            .init("packages", .integer(Int64(map.packages))),
            .init("lps", .integer(Int64(map.logicalProcessors))),
            .init(
                "keyids",
                .object([
                    .init("mktme", .integer(Int64(map.keyIDs.mktme))), .init("tdx", .integer(Int64(map.keyIDs.tdx))),
                ])),
            .init("tdx_module", tdx.json),
            .init("warnings", .array(warnings.map { .string($0.description) })),
        ])
    }

    /// Start, end and node of each region. The end may be PFN 2^52, whose byte address needs more than 64 bits.
    private static func table(_ regions: [MemoryRegion]) -> JSONValue {
        .table(
            JSONTable(
                [.hex(zeros: 3), .hex(zeros: 3), .decimal],
                regions.flatMap { [$0.start.rawValue, $0.end.rawValue, UInt64($0.node.rawValue)] }))
    }

    private static func table(_ cmrs: [CMR]) -> JSONValue {
        .table(
            JSONTable(
                [.hex(zeros: 3), .hex(zeros: 3)],
                cmrs.flatMap { cmr in
                    let start = PageFrame(containing: cmr.base)
                    return [start.rawValue, (start + cmr.size.pages).rawValue]
                }))
    }
}

extension TDXLogFacts {
    /// null where a log says nothing about the module.
    fileprivate var json: JSONValue {
        guard !isEmpty else { return .null }
        let outcome: JSONValue =
            switch self.outcome {
            case .initialized: "initialized"
            case .failed(let errno): .string("failed (-\(errno.rawValue))")
            case nil: .null
            }
        return .object([
            .init("version", module.map(JSONValue.string) ?? .null),
            .init("outcome", outcome),
            .init("message", message.map(JSONValue.string) ?? .null),
            .init("dynamic_pamt", hasDynamicPAMT ? true : .null),
            .init("pamt_kib", pamtSize.map { JSONValue($0.kib) } ?? .null),
        ])
    }
}
