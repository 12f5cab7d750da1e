public import TDXModule

/// How much memory could be given to TDs from a moment on.
public struct UsableMemory: Hashable, Sendable {
    /// The moment, from the start of the phase.
    public var time: Picoseconds
    /// GiB whose calls are all done.
    public var granules: UInt64
}
