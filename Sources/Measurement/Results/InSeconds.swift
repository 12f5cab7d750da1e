/// A duration that a file holds as a number of seconds.
@propertyWrapper
package struct InSeconds: Hashable, Codable, Sendable {
    /// The file's number, written back exactly as it was read.
    private(set) var number: Double

    package init(wrappedValue: Duration) { number = wrappedValue.seconds }

    package init(from decoder: any Decoder) throws { number = try decoder.singleValueContainer().decode(Double.self) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }

    /// The duration to the nanosecond; numbers beyond 285 years, in an edited file, are clamped.
    package var wrappedValue: Duration {
        get { .nanoseconds(Int64((min(max(number, -9e9), 9e9) * 1e9).rounded())) }
        set { number = newValue.seconds }
    }
}
