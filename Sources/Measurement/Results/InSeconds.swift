/// A duration that a file holds as a number of seconds.
@propertyWrapper
package struct InSeconds: Hashable, Codable, Sendable {
    /// The file's number: written again as it was read, whatever it is.
    private(set) var number: Double

    package init(wrappedValue: Duration) { number = wrappedValue.seconds }

    package init(from decoder: any Decoder) throws { number = try decoder.singleValueContainer().decode(Double.self) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }

    /// The duration to the nanosecond; an edited file's numbers beyond 285 years count as these.
    package var wrappedValue: Duration {
        get { .nanoseconds(Int64((min(max(number, -9e9), 9e9) * 1e9).rounded())) }
        set { number = newValue.seconds }
    }
}
