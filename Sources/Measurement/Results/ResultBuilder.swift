import JSONText

/// A result that grows group by group and caches its encoded cases: writing it again after each group does not encode earlier cases again.
package struct ResultBuilder: Sendable {
    /// The result so far.
    package private(set) var document: ResultDocument
    private var cases: [JSONValue]

    /// - Throws: `EncodingError` for a figure that is not finite.
    package init(_ document: ResultDocument) throws {
        self.document = document
        cases = try JSONValue.written(each: document.cases)
    }

    /// - Throws: `EncodingError` for a figure that is not finite.
    package mutating func append(_ rows: [CaseResult], of family: Family) throws {
        document.cases += rows
        cases += try JSONValue.written(each: rows)
        if !document.families.contains(where: { $0.name == family.name }) {
            document.families.append(FamilySummary(family))
        }
    }

    /// Adds the counters of a later count to the rows.
    /// - Throws: `EncodingError` for a figure that is not finite.
    package mutating func add(_ counters: [CaseName: [CounterFigure]], valgrind: String) throws {
        for index in document.cases.indices {
            document.cases[index].counters += counters[document.cases[index].name] ?? []
        }
        document.machines[0].environment.system.valgrind = valgrind
        cases = try JSONValue.written(each: document.cases)
    }

    /// Removes rows that will be measured again.
    package mutating func remove(_ names: Set<CaseName>) {
        let kept = document.cases.indices.filter { !names.contains(document.cases[$0].name) }
        cases = kept.map { cases[$0] }
        document.cases = kept.map { document.cases[$0] }
    }

    /// Updates the facts about the run; machine 0 is the one that runs.
    package mutating func update(run: RunInfo, isComplete: Bool) {
        document.machines[0].run = run
        document.isComplete = isComplete
        if isComplete { document.crossovers = Crossover.all(in: document.cases) }
    }

    /// The file's bytes.
    /// - Throws: `EncodingError` for a figure that is not finite.
    package func json() throws -> [UInt8] { try document.json(cases: cases) }
}
