/// Durations as numbers, for statistics, files and texts.
extension Duration {
    /// The number of nanoseconds: exact where it is whole, as all times of the clocks here are, and below 2^53 (104 days).
    package var nanoseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1e9 + Double(attoseconds) / 1e9
    }

    /// The number of seconds: rounded to whole nanoseconds, so that its shortest decimal form has at most nine places.
    package var seconds: Double { nanoseconds / 1e9 }
}
