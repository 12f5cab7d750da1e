/// Figures to be held against, one set per kind of machine: `results/baseline.json`.
public struct Baseline: Hashable, Sendable {
    public static let schema = "tdmr-bench-baseline"
    public static let version = 1

    public var entries: [Entry]

    /// The figures of one kind of machine.
    public struct Entry: Hashable, Codable, Sendable {
        public var key: MachineKey
        /// When they were taken: ISO 8601, UTC.
        public var taken: String
        /// What made the machine noisy then.
        public var warnings: [String]
        public var figures: [Figure]

        public init(key: MachineKey, taken: String, warnings: [String], figures: [Figure]) {
            self.key = key
            self.taken = taken
            self.warnings = warnings
            self.figures = figures
        }
    }

    public struct Figure: Hashable, Codable, Sendable {
        public var name: CaseName
        public var metric: String
        public var value: Double
        public var low: Double
        public var high: Double

        public init(name: CaseName, metric: String, _ estimate: Estimate) {
            self.name = name
            self.metric = metric
            value = estimate.value
            low = estimate.low
            high = estimate.high
        }

        public var estimate: Estimate { Estimate(value: value, low: low, high: high) }
    }

    public init(entries: [Entry] = []) { self.entries = entries }

    /// Puts the entry in the place of the one with the same key.
    public mutating func replace(_ entry: Entry) {
        entries.removeAll { $0.key == entry.key }
        entries.append(entry)
    }
}

extension Baseline {
    private struct File: Decodable {
        var schema: String?
        var version: Int?
        var entries: [Entry]?
    }

    /// - Throws: `FileFault`: not JSON, another schema or version, a missing field.
    public init(json bytes: [UInt8], path: String) throws(FileFault) {
        let file = try JSONFile.decode(File.self, from: bytes, path: path)
        guard file.schema == Self.schema, file.version == Self.version, let entries = file.entries else {
            throw FileFault(
                path: path, line: JSONLocator.line(of: [.key(file.schema == Self.schema ? "version" : "schema")], in: bytes),
                reason: "not a baseline: \"schema\": \"\(Self.schema)\", \"version\": \(Self.version) and \"entries\" are needed")
        }
        self.init(entries: entries)
    }

    /// The file's bytes, one figure per line.
    /// - Throws: `EncodingError` for a figure that is not finite.
    public func json() throws -> [UInt8] {
        let entries = try entries.map { entry in
            let figures = try entry.figures.map { try JSONFile.line($0) }.joined(separator: ",\n")
            return "{\"key\": \(try JSONFile.line(entry.key)),\n\"taken\": \(try JSONFile.line(entry.taken)),\n"
                + "\"warnings\": \(try JSONFile.line(entry.warnings)),\n\"figures\": [\n\(figures)\n]}"
        }
        return Array("{\n\"schema\": \"\(Self.schema)\",\n\"version\": \(Self.version),\n\"entries\": [\n\(entries.joined(separator: ",\n"))\n]\n}\n".utf8)
    }
}
