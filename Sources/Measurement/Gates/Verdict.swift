/// The result of comparing a figure with an older one.
package enum Verdict: String, Codable, Sendable, CaseIterable {
    /// Better, beyond noise and tolerance.
    case better
    /// No difference beyond noise and tolerance.
    case same
    /// Worse, beyond noise and tolerance.
    case worse
    /// The interval is too wide to decide.
    case inconclusive
}
