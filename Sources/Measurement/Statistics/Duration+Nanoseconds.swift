/// Durations as the numbers that statistics, files and texts want.
extension Duration {
    /// The number of nanoseconds: exact where they are whole, as of all that the clocks here give, and fewer than 2^53 (104 days).
    package var nanoseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1e9 + Double(attoseconds) / 1e9
    }

    /// The number of seconds: that nearest to whole nanoseconds, so that its shortest decimal form has no more than nine places.
    package var seconds: Double { nanoseconds / 1e9 }
}
