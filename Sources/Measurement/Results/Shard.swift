/// One part of a run that is spread over machines or jobs: `I/N`, I from 1.
public struct Shard: Hashable, Codable, Sendable {
    /// The limit on parts; job arrays have fewer.
    private static let most = 1 << 20

    /// The number of the part, from 1.
    package let index: Int
    /// The number of parts.
    package let count: Int

    /// nil unless 1 <= `index` <= `count` <= 2^20.
    package init?(index: Int, count: Int) {
        guard (1...Self.most).contains(count), (1...count).contains(index) else { return nil }
        self.index = index
        self.count = count
    }

    private enum CodingKeys: CodingKey {
        case index, count
    }

    /// Refuses values that `init(index:count:)` does not accept.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let (index, count) = (
            try container.decode(Int.self, forKey: .index), try container.decode(Int.self, forKey: .count)
        )
        guard let shard = Shard(index: index, count: count) else {
            throw DecodingError.dataCorruptedError(
                forKey: .index, in: container, debugDescription: "there is no part \(index) of \(count)")
        }
        self = shard
    }

    /// Read from `I/N`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
        self.init(index: index, count: count)
    }

    /// Whether this part takes the element at `position`: every `count`-th, so that all parts last about as long.
    package func takes(_ position: Int) -> Bool { position % count == index - 1 }
}

extension Shard: LosslessStringConvertible {
    public var description: String { "\(index)/\(count)" }
}
