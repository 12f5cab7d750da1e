/// A NUMA node number, as Linux counts them (not the ACPI proximity domain).
@frozen
public struct NodeID: RawRepresentable, Hashable, Comparable, Sendable {
    public var rawValue: UInt32

    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
    /// The node with this number, as the kernel counts them from 0.
    @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }
    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension NodeID: CustomStringConvertible {
    public var description: String { String(rawValue) }
}
