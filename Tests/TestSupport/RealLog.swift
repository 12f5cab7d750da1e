import Foundation

/// A log of `datasets/real` with what `Tests/Fixtures/real-maps/expected.py` computed from it, independently of the project's code.
package struct RealLog: Decodable, Sendable, CustomStringConvertible {
    /// The source of the memory: `node-ranges`, `firmware`, `cmrs` or nil.
    package var source: String?
    package var memory: [Range]
    package var cmrs: [[String]]?
    package var hotplug: [Range]
    package var tdmrs: Int
    /// Holes of the TDMR that has most.
    package var worst_holes: Int
    package var pamt_kib: UInt64
    package var keyids: [UInt32]?
    package var lps: Int?
    /// The size that the kernel itself printed.
    package var pamt_kib_in_log: UInt64?
    package var firmware_map_gives_the_same: Bool?
    package var firmware_map_without_user_gives_the_same: Bool?

    package private(set) var name = ""

    private enum CodingKeys: String, CodingKey {
        case source, memory, cmrs, hotplug, tdmrs, worst_holes, pamt_kib, keyids, lps, pamt_kib_in_log,
            firmware_map_gives_the_same,
            firmware_map_without_user_gives_the_same
    }

    package struct Range: Decodable, Hashable, Sendable, CustomStringConvertible {
        package var start: String
        package var end: String
        package var node: UInt32

        package init(start: String, end: String, node: UInt32) {
            self.start = start
            self.end = end
            self.node = node
        }

        package init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            start = try list.decode(String.self)
            end = try list.decode(String.self)
            node = try list.decode(UInt32.self)
        }

        package var description: String { "\(start)-\(end) node \(node)" }
    }

    package var description: String { name }
    package var path: String { Fixtures.datasets.appending(path: "real/\(name)/dmesg.txt").path }

    /// All logs, by name; empty if the fixture cannot be read.
    package static let all: [RealLog] = {
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
