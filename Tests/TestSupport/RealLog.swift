import Foundation

/// A log of `datasets/real` with what `Tests/Fixtures/real-maps/expected.py` computed from it, independently of the project's code.
public struct RealLog: Decodable, Sendable, CustomStringConvertible {
    /// The source of the memory: `node-ranges`, `firmware`, `cmrs` or nil.
    public var source: String?
    public var memory: [Range]
    public var cmrs: [[String]]?
    public var hotplug: [Range]
    public var tdmrs: Int
    /// Holes of the TDMR that has most.
    public var worst_holes: Int
    public var pamt_kib: UInt64
    public var keyids: [UInt32]?
    public var lps: Int?
    /// The size that the kernel itself printed.
    public var pamt_kib_in_log: UInt64?
    public var firmware_map_gives_the_same: Bool?
    public var firmware_map_without_user_gives_the_same: Bool?

    public private(set) var name = ""

    private enum CodingKeys: String, CodingKey {
        case source, memory, cmrs, hotplug, tdmrs, worst_holes, pamt_kib, keyids, lps, pamt_kib_in_log,
            firmware_map_gives_the_same,
            firmware_map_without_user_gives_the_same
    }

    public struct Range: Decodable, Hashable, Sendable, CustomStringConvertible {
        public var start: String
        public var end: String
        public var node: UInt32

        public init(start: String, end: String, node: UInt32) {
            self.start = start
            self.end = end
            self.node = node
        }

        public init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            start = try list.decode(String.self)
            end = try list.decode(String.self)
            node = try list.decode(UInt32.self)
        }

        public var description: String { "\(start)-\(end) node \(node)" }
    }

    public var description: String { name }
    public var path: String { Fixtures.datasets.appending(path: "real/\(name)/dmesg.txt").path }

    /// All logs, by name; empty if the fixture cannot be read.
    public static let all: [RealLog] = {
        let file = Fixtures.directory.appending(path: "real-maps/expected.json")
        guard let data = try? Data(contentsOf: file),
            let table = try? JSONDecoder().decode([String: RealLog].self, from: data)
        else { return [] }
        return table.map { name, log in
            var log = log
            log.name = name
            return log
        }.sorted { $0.name < $1.name }
    }()
}
