/// A member that would take more than its share of a run, extrapolated from smaller inputs.
struct MemberTooSlow: Error, CustomStringConvertible {
    /// The largest input it was tried on.
    var size: Int
    /// The time it took there.
    var took: Duration
    /// The time it would take here.
    var expected: Duration

    var description: String {
        "too slow for its share of this run: at \(size) it took \(text(took)) to try, here about \(text(expected)); not tried; a longer --time or fewer cases would"
    }

    private func text(_ time: Duration) -> String {
        let seconds = time.seconds
        if seconds < 1 { return "\(Int((seconds * 1000).rounded(.up))) ms" }
        let tenths = Int(min(seconds, 1e9) * 10)
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) s" : "\(tenths / 10) s"
    }
}
