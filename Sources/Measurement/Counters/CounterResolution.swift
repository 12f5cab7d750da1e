/// What became of a logical counter.
public enum CounterResolution: Hashable, Sendable {
    /// The native event that was added and started.
    case found(event: String)
    /// This machine does not count it.
    case absent(reason: String)
    /// Not this backend's business.
    case notOffered
}
