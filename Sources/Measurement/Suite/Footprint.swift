package import PhysicalMemory

/// The memory of a structure and the number of entries that it indexes.
package struct Footprint: Hashable, Codable, Sendable {
    /// Bytes of the whole structure.
    package var size: ByteCount
    /// Entries of the list that it holds, to divide the size by.
    package var entries: Int

    /// The footprint of a structure of `size` over a list of `entries`.
    package init(_ size: ByteCount, entries: Int) {
        self.size = size
        self.entries = entries
    }

    /// The file's `bytes`.
    private enum CodingKeys: String, CodingKey { case size = "bytes", entries }

    /// nil for an empty structure.
    package var bytesPerEntry: Double? { entries > 0 ? Double(size.rawValue) / Double(entries) : nil }
}
