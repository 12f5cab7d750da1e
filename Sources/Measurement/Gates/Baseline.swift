import JSONText

/// Figures to compare with, one set per kind of machine: `results/baseline.json`.
public struct Baseline: Hashable, Sendable {
    /// The name that a baseline's file begins with.
    package static let schema = "tdmr-bench-baseline"
    /// The version of the format that is read and written.
    package static let version = 1

    /// One for each kind of machine.
    package var entries: [Entry]

    /// The figures of one kind of machine.
    package struct Entry: Hashable, Codable, Sendable {
        /// The kind of machine.
        package var key: MachineKey
        /// When they were taken: ISO 8601, UTC.
        package var taken: String
        /// The noise of the machine at that time.
        package var warnings: [String]
        /// The figures, by case.
        package var figures: [Figure]

        package init(key: MachineKey, taken: String, warnings: [String], figures: [Figure]) {
            self.key = key
            self.taken = taken
            self.warnings = warnings
            self.figures = figures
        }
    }

    /// A figure of a case.
    package struct Figure: Hashable, Codable, Sendable {
        /// The case it was measured on.
        package var name: CaseName
        /// `time`, a counter or a metric of the case.
        package var metric: String
        /// The estimate.
        package var value: Double
        /// The lower end of its 95 % interval.
        package var low: Double
        /// The upper end of its 95 % interval.
        package var high: Double

        /// The figure `metric` of a case.
        package init(name: CaseName, metric: String, _ estimate: Estimate) {
            self.name = name
            self.metric = metric
            value = estimate.value
            low = estimate.low
            high = estimate.high
        }

        /// The value with its interval.
        package var estimate: Estimate { Estimate(value: value, low: low, high: high) }
    }

    package init(entries: [Entry] = []) { self.entries = entries }

    /// Replaces the entry with the same key, or adds this one.
    package mutating func replace(_ entry: Entry) {
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
                path: path,
                line: JSONLocator.line(of: [.key(file.schema == Self.schema ? "version" : "schema")], in: bytes),
                GateFileProblem.notABaseline)
        }
        self.init(entries: entries)
    }

    /// The same as `json()`, for the fuzz targets, which are another package.
    /// - Throws: as `json()`.
    @_spi(Fuzzing) public func fileForFuzzing() throws -> [UInt8] { try json() }

    /// The file's bytes, one figure per line.
    /// - Throws: `EncodingError` for a figure that is not finite.
    package func json() throws -> [UInt8] {
        let entries: [JSONValue] = try entries.map { entry in
            [
                "key": try .written(encoding: entry.key), "taken": .string(entry.taken),
                "warnings": try .written(encoding: entry.warnings),
                "figures": .array(try JSONValue.written(each: entry.figures)),
            ]
        }
        return JSONValue.file([
            "schema": .string(Self.schema), "version": JSONValue(Self.version), "entries": .array(entries),
        ])
    }
}
