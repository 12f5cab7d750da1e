/// A member that would take more than its share of a run, as it costs on smaller inputs.
struct MemberTooSlow: Error, CustomStringConvertible {
    /// The largest input it was tried on.
    var size: Int
    /// What it took there, in seconds.
    var seconds: Double
    /// What it would take here, in seconds.
    var expectedSeconds: Double

    var description: String {
        "too slow for its share of this run: at \(size) it took \(text(seconds)) to try, here about \(text(expectedSeconds)); not tried; a longer --time or fewer cases would"
    }

    private func text(_ seconds: Double) -> String {
        if seconds < 1 { return "\(Int((seconds * 1000).rounded(.up))) ms" }
        let tenths = Int(min(seconds, 1e9) * 10)
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) s" : "\(tenths / 10) s"
    }
}
