/// Bytes that a structure holds and the entries it holds them for.
public struct Footprint: Hashable, Codable, Sendable {
    /// Bytes of the whole structure.
    public var bytes: Int
    public var entries: Int

    public init(bytes: Int, entries: Int) {
        self.bytes = bytes
        self.entries = entries
    }

    /// nil for an empty structure.
    public var bytesPerEntry: Double? { entries > 0 ? Double(bytes) / Double(entries) : nil }
}
