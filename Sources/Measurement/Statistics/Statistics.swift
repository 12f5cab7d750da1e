/// Order statistics of small samples.
enum Statistics {
    /// The median; the mean of the middle two for an even count.
    /// - Precondition: `values` is not empty.
    /// - Complexity: O(*n* log *n*).
    static func median(_ values: [Double]) -> Double { quantile(0.5, ofSorted: values.sorted()) }

    /// The quantile `p` of ascending values, linear between order statistics (type 7 of Hyndman and Fan, 1996; the default of R and NumPy).
    /// - Precondition: `sorted` is not empty, 0 <= `p` <= 1.
    static func quantile(_ p: Double, ofSorted sorted: [Double]) -> Double {
        let position = p * Double(sorted.count - 1)
        let below = Int(position)
        guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
        return sorted[below] + (position - Double(below)) * (sorted[below + 1] - sorted[below])
    }
}
