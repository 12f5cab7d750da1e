/// A logical processor (LP), counted from 0 as the firmware counts.
@frozen
public struct LogicalProcessorID: RawRepresentable, Hashable, Comparable, Sendable {
    public var rawValue: Int

    @inlinable public init(rawValue: Int) { self.rawValue = rawValue }
    /// The LP with this number, counted from 0.
    @inlinable public init(_ rawValue: Int) { self.rawValue = rawValue }
    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
