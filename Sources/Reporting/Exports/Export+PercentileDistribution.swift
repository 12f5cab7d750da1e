import Histogram
internal import Measurement
import SafeText

extension Export {
    /// HdrHistogram's percentile distribution of each case that has one, in nanoseconds, as its plotter reads it.
    package func percentileDistributions() throws(ExportError) -> [ExportedFile] {
        let found = cases.compactMap { result in
            result.distribution.map { (name: result.name.fileName, distribution: $0) }
        }
        guard !found.isEmpty else { throw .nothingToExport(.hgrm) }
        return zip(found, FileNameText.distinct(found.map(\.name))).map {
            ExportedFile(name: $1 + ".hgrm", text: Self.text(of: $0.distribution))
        }
    }

    private static func text(of distribution: LatencyDistribution) -> String {
        let highest = max(distribution.picoseconds.last ?? 2, 2)
        var histogram = Histogram<UInt64>(highestTrackableValue: highest, numberOfSignificantValueDigits: .three)
        for (value, count) in zip(distribution.picoseconds, distribution.counts) {
            histogram.record(value, count: count)
        }
        var text = ""
        histogram.outputPercentileDistribution(to: &text, outputValueUnitScalingRatio: 1000)
        return text
    }
}
