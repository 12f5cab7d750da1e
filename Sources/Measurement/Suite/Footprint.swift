/// Bytes that a structure holds and the entries it holds them for.
package struct Footprint: Hashable, Codable, Sendable {
    /// Bytes of the whole structure.
    package var bytes: Int
    package var entries: Int

    package init(bytes: Int, entries: Int) {
        self.bytes = bytes
        self.entries = entries
    }

    /// nil for an empty structure.
    package var bytesPerEntry: Double? { entries > 0 ? Double(bytes) / Double(entries) : nil }
}
