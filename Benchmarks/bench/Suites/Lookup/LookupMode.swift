/// The way in which queries are asked.
enum LookupMode: String {
    case throughput, single, latency, union
    case batchInL2 = "batch-l2"

    /// Whether many queries are one call.
    var isBatched: Bool { self == .throughput || self == .batchInL2 || self == .union }
    /// The most queries that are asked again and again in a sample: 128 KiB, which leaves most of any second-level cache of the last years to the table.
    var mostQueries: Int { self == .batchInL2 ? 1 << 13 : .max }
}
