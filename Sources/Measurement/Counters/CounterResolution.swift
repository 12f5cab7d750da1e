/// The result of resolving a logical counter.
package enum CounterResolution: Hashable, Sendable {
    /// The native event that was added and started.
    case found(event: String)
    /// This machine does not count it.
    case absent(CounterFault)
    /// This backend does not have the counter on any machine.
    case notOffered
}
