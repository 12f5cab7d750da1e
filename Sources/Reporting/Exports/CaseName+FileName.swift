import Histogram
internal import Measurement

extension CaseName {
    /// The name with `_` for `/`: `lookup_binary-search_synthetic-1024_throughput`.
    var fileName: String { "\(family)_\(algorithm)_\(dataset)_\(mode)" }
}
