import JSONText
internal import PhysicalMemory

extension ResultDocument {
    /// The header alone, read first, so that a file of another kind is reported as such and not as one with a missing field.
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
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - path: for the message only.
    /// - Throws: `FileFault`: not JSON, another schema or version, a missing or impossible field.
    public init(json bytes: [UInt8], path: String) throws(FileFault) {
        let header = try JSONFile.decode(Header.self, from: bytes, path: path)
        guard header.schema == Self.schema else {
            throw FileFault(
                path: path, line: JSONLocator.line(of: [.key("schema")], in: bytes), Problem.otherSchema(header.schema))
        }
        guard header.version == Self.version else {
            throw FileFault(
                path: path, line: JSONLocator.line(of: [.key("version")], in: bytes),
                Problem.otherVersion(header.version))
        }
        let body = try JSONFile.decode(Body.self, from: bytes, path: path)
        self.init(
            isComplete: body.complete, machines: body.machines, families: body.families, cases: body.cases,
            crossovers: body.crossovers)
        if let problem = impossibleFact {
            throw FileFault(path: path, line: JSONLocator.line(of: [.key("machines")], in: bytes), problem)
        }
        var names: Set<String> = []
        if let index = families.firstIndex(where: { !names.insert($0.name).inserted }) {
            throw FileFault(
                path: path, line: JSONLocator.line(of: [.key("families"), .index(index)], in: bytes),
                Problem.familyTwice(families[index].name))
        }
        if let (index, problem) = firstImpossibleCase {
            throw FileFault(
                path: path, line: JSONLocator.line(of: [.key("cases"), .index(index)], in: bytes), problem)
        }
    }

    /// The same as `json()`, for the fuzz targets, which are another package.
    /// - Throws: as `json()`.
    @_spi(Fuzzing) public func fileForFuzzing() throws -> [UInt8] { try json() }

    /// The file's bytes: one machine, family, crossover and case per line.
    /// - Throws: `EncodingError` for a figure that is not finite.
    package func json() throws -> [UInt8] { try json(cases: JSONValue.written(each: cases)) }

    /// The file from encoded cases: a long run writes it again after every group.
    func json(cases: [JSONValue]) throws -> [UInt8] {
        JSONValue.file([
            "schema": .string(Self.schema), "version": JSONValue(Self.version), "complete": .bool(isComplete),
            "machines": .array(try JSONValue.written(each: machines)),
            "families": .array(try JSONValue.written(each: families)),
            "crossovers": .array(try JSONValue.written(each: crossovers)), "cases": .array(cases),
        ])
    }

    /// The first case that contradicts itself or the rest of the document.
    private var firstImpossibleCase: (Int, Problem)? {
        var seen = [Set<CaseName>](repeating: [], count: machines.count)
        for (index, row) in cases.enumerated() {
            if !machines.indices.contains(row.machine) {
                return (index, .machineMissing(row.name, machine: row.machine))
            }
            if !seen[row.machine].insert(row.name).inserted { return (index, .caseTwice(row.name)) }
            if row.status == .measured, row.time == nil { return (index, .timeMissing(row.name)) }
            if row.samples.count % 2 != 0 || row.samples.contains(where: { !($0 > 0) }) {
                return (index, .samples(row.name))
            }
            if let fact = row.impossibility { return (index, .impossible(row.name, fact)) }
        }
        return nil
    }

    /// The first impossible fact about a machine, the run or a crossover; nil where there is none.
    private var impossibleFact: Problem? {
        for machine in machines {
            let processor = machine.environment.processor
            if processor.logicalProcessors < 1 { return .processors(processor.logicalProcessors) }
            if processor.caches.contains(where: { $0.size == .zero }) { return .emptyCache }
            if let seconds = machine.run.impossibleSeconds { return .runSeconds(seconds) }
        }
        for crossover in crossovers where !(crossover.size > 0) || !machines.indices.contains(crossover.machine) {
            return .crossover(size: crossover.size, machine: crossover.machine)
        }
        return nil
    }
}

extension CaseResult {
    /// The first contradiction in the case's figures; nil where there is none.
    fileprivate var impossibility: Impossibility? {
        for (name, estimate) in [("time", time), ("ratio", ratio?.estimate)] {
            guard let estimate else { continue }
            if !(estimate.low > 0 && estimate.low <= estimate.value && estimate.value <= estimate.high) {
                return .interval(of: name)
            }
        }
        if unitsPerOperation < 1 || operations < 0 { return .operations(operations, units: unitsPerOperation) }
        if let size, size < 1 { return .size(size) }
        if !cpuSamples.allSatisfy({ $0 >= 0 }) { return .negativeCPUTime }
        guard let spread = distribution else { return nil }
        if spread.counts.count != spread.picoseconds.count {
            return .distribution(values: spread.picoseconds.count, counts: spread.counts.count)
        }
        // Limits: an hour, and as many batches as can be counted.
        if spread.picoseconds.contains(where: { $0 > 1 << 52 }) || spread.counts.contains(where: { $0 > 1 << 40 })
            || spread.counts.count > 1 << 20
        {
            return .distributionTooLarge
        }
        return nil
    }
}
