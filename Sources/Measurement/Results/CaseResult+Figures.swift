import RealModule

extension CaseResult {
    /// All figures of the case, times first.
    /// - Parameter reference: the case its ratio was taken to.
    package func figures(reference: CaseResult?) -> [MeasuredFigure] {
        var figures: [MeasuredFigure] = []
        if let time {
            figures.append(
                MeasuredFigure(
                    metric: "time", value: time, better: .lower, kind: .timing,
                    logarithms: BlockEstimates.blockLogarithms(samples)))
        }
        if let ratio, !isReference, let reference, reference.samples.count == samples.count {
            let logarithms = zip(
                BlockEstimates.blockLogarithms(samples), BlockEstimates.blockLogarithms(reference.samples)
            ).map { $0 - $1 }
            figures.append(
                MeasuredFigure(
                    metric: "ratio", value: ratio.estimate, better: .lower, kind: .timing, logarithms: logarithms))
        }
        for counter in counters where counter.isExact {
            guard let value = counter.value else { continue }
            figures.append(MeasuredFigure(exact: counter.counter, value, .lower, .count))
        }
        if let bytes = footprint?.bytesPerEntry {
            figures.append(MeasuredFigure(exact: "bytes-per-entry", bytes, .lower, .exact))
        }
        for metric in metrics {
            figures.append(MeasuredFigure(exact: metric.name, metric.value, metric.better, .exact))
        }
        return figures
    }
}
