/// A run of KeyIDs, both ends included; empty where `last` lies below `first`.
@frozen
public struct KeyIDRange: Hashable, Sendable {
    /// The lowest KeyID.
    public var first: KeyID
    /// The highest KeyID, included.
    public var last: KeyID

    @inlinable public init(first: KeyID, last: KeyID) {
        self.first = first
        self.last = last
    }

    /// Whether `id` is one of them.
    @inlinable public func contains(_ id: KeyID) -> Bool { first <= id && id <= last }
}
