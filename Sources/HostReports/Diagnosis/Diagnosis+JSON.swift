package import JSONText
import MemoryMaps
import TDXHost
import TDXModule

extension Diagnosis {
    /// The diagnosis as JSON on one line, without a line end: for the fuzz targets, which are another package.
    @_spi(Fuzzing) public var jsonLine: String { json.line }

    /// The diagnosis as one object: what `tdmr diagnose --format json` prints.
    package var json: JSONValue {
        func number(_ value: UInt64?) -> JSONValue { value.map { .integer(Int64(clamping: $0)) } ?? .null }
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
        return .object([
            .init("map", .string(reading.path)),
            .init("outcome", .string(outcome.rawValue)),
            .init("step", text(stage?.rawValue)),
            .init("leaf", text(leaf?.name)),
            .init("status", text(status?.description)),
            .init("status_name", text(status.map { $0.knownName ?? "unknown" })),
            .init("errno", number(errorNumber?.rawValue)),
            .init("message", text(failure?.text)),
            .init("module_version", text(moduleVersion)),
            .init("keyids", keyIDs.map { .array([.integer(Int64($0.mktme)), .integer(Int64($0.tdx))]) } ?? .null),
            .init("pamt_kib_logged", number(pamtSize?.kib)),
            .init("pamt_kib_predicted", number(model?.pamtSize.kib)),
            .init("dynamic_pamt", hasDynamicPAMT.map { $0 ? true : false } ?? .null),
        ])
    }
}
