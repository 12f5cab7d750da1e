/// One part of a run that is spread over machines or jobs: `I/N`, I from 1.
public struct Shard: Hashable, Codable, Sendable {
    /// Which part, from 1.
    public var index: Int
    public var count: Int

    /// nil unless 1 <= `index` <= `count`.
    public init?(index: Int, count: Int) {
        guard count >= 1, (1...count).contains(index) else { return nil }
        self.index = index
        self.count = count
    }

    /// Read from `I/N`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
        self.init(index: index, count: count)
    }

    /// Whether this part takes what stands at `position`: every `count`-th, so that all parts last about as long.
    public func takes(_ position: Int) -> Bool { position % count == index - 1 }
}

extension Shard: CustomStringConvertible {
    public var description: String { "\(index)/\(count)" }
}
