public import PhysicalMemory

/// A size in a file: a plain integer of bytes, at most 2^63 - 1.
extension ByteCount: Codable {
    /// A negative number is read as 0, which callers that need a size refuse as well.
    public init(from decoder: any Decoder) throws {
        self.init(UInt64(clamping: try decoder.singleValueContainer().decode(Int.self)))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
