extension ResultDocument {
    /// The case that `row`'s ratio was taken to: same machine, dataset and mode.
    package func reference(of row: CaseResult) -> CaseResult? {
        guard let reference = row.ratio?.reference else { return nil }
        var name = row.name
        name.algorithm = reference
        return cases.first { $0.name == name && $0.machine == row.machine }
    }

    /// Refuses a result that gates must not use.
    /// - Throws: `FileFault` for a debug build.
    package func requireOptimised(path: String) throws(FileFault) {
        guard let machine = machines.first(where: { $0.environment.build.mode != "release" }) else { return }
        throw FileFault(path: path, line: nil, Problem.notOptimised(mode: machine.environment.build.mode))
    }
}
