extension ResultDocument {
    /// The header alone, read first: a file of another kind is named as such and not as one with a missing field.
    private struct Header: Decodable {
        var schema: String?
        var version: Int?
    }

    private struct Body: Decodable {
        var complete: Bool
        var machines: [Machine]
        var families: [FamilySummary]
        var cases: [CaseResult]
        var crossovers: [Crossover]
    }

    /// Reads a result file.
    /// - Parameter path: for the message only.
    /// - Throws: `FileFault`: not JSON, another schema or version, a missing or impossible field.
    public init(json bytes: [UInt8], path: String) throws(FileFault) {
        let header = try JSONFile.decode(Header.self, from: bytes, path: path)
        guard header.schema == Self.schema else {
            let found = header.schema.map { "the schema is '\($0)'" } ?? "there is no 'schema'"
            throw FileFault(path: path, line: JSONLocator.line(of: [.key("schema")], in: bytes), reason: "not a bench result: \(found)")
        }
        guard header.version == Self.version else {
            let found = header.version.map(String.init) ?? "none"
            throw FileFault(
                path: path, line: JSONLocator.line(of: [.key("version")], in: bytes),
                reason: "result version \(Self.version) is needed, this file has \(found)")
        }
        let body = try JSONFile.decode(Body.self, from: bytes, path: path)
        self.init(
            isComplete: body.complete, machines: body.machines, families: body.families, cases: body.cases, crossovers: body.crossovers)
        if let (index, reason) = firstImpossibleCase {
            throw FileFault(path: path, line: JSONLocator.line(of: [.key("cases"), .index(index)], in: bytes), reason: reason)
        }
    }

    /// The file's bytes: one machine, family, crossover and case per line.
    /// - Throws: `EncodingError` for a figure that is not finite.
    public func json() throws -> [UInt8] {
        try Self.json(
            isComplete: isComplete, machines: machines, families: families, crossovers: crossovers, caseLines: cases.map { try JSONFile.line($0) })
    }

    /// The file from cases that are lines already: a long run writes it again after every group.
    static func json(
        isComplete: Bool, machines: [Machine], families: [FamilySummary], crossovers: [Crossover], caseLines: [String]
    ) throws -> [UInt8] {
        func list(_ name: String, _ lines: [String]) -> String {
            lines.isEmpty ? "\"\(name)\": []" : "\"\(name)\": [\n" + lines.joined(separator: ",\n") + "\n]"
        }
        let parts = [
            "\"schema\": \"\(Self.schema)\"", "\"version\": \(Self.version)", "\"complete\": \(isComplete)",
            list("machines", try machines.map { try JSONFile.line($0) }), list("families", try families.map { try JSONFile.line($0) }),
            list("crossovers", try crossovers.map { try JSONFile.line($0) }), list("cases", caseLines),
        ]
        return Array(("{\n" + parts.joined(separator: ",\n") + "\n}\n").utf8)
    }

    /// The first case that contradicts itself or the rest of the document.
    private var firstImpossibleCase: (Int, String)? {
        for (index, row) in cases.enumerated() {
            if !machines.indices.contains(row.machine) { return (index, "\(row.name) names machine \(row.machine), which the file does not have") }
            if row.status == .measured, row.time == nil { return (index, "\(row.name) is measured but has no time") }
            if row.samples.count % 2 != 0 || row.samples.contains(where: { $0 <= 0 }) {
                return (index, "\(row.name): samples must be positive and come in pairs")
            }
            if let spread = row.distribution, spread.counts.count != spread.picoseconds.count {
                return (index, "\(row.name): the distribution has \(spread.picoseconds.count) values but \(spread.counts.count) counts")
            }
        }
        return nil
    }
}
