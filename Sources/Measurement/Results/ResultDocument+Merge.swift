extension ResultDocument {
    /// Joins results of several machines or of a job array. Every file's machines stay apart, and so do their times: what is computed from times of one
    /// machine (crossovers) is computed anew per machine.
    /// - Parameter parts: the results with the paths they were read from, in order.
    /// - Throws: `FileFault` when the same run is given twice, two parts of a job array hold the same case of one kind of machine, or families of one name differ.
    public init(merging parts: [(path: String, document: ResultDocument)]) throws(FileFault) {
        self.init(isComplete: parts.allSatisfy(\.document.isComplete))
        var origins: [Machine: String] = [:]
        var shards: [ShardedCase: (path: String, shard: Shard)] = [:]
        for (path, document) in parts {
            for machine in document.machines {
                if let other = origins.updateValue(path, forKey: machine) {
                    throw FileFault(path: path, line: nil, Problem.sameRun(as: other))
                }
            }
            for family in document.families {
                guard let known = families.first(where: { $0.name == family.name }) else {
                    families.append(family)
                    continue
                }
                if known != family {
                    throw FileFault(path: path, line: nil, Problem.otherFamily(family.name))
                }
            }
            for row in document.cases {
                let machine = document.machines[row.machine]
                guard let shard = machine.run.shard else { continue }
                let place = ShardedCase(name: row.name, machine: machine.key)
                if let other = shards.updateValue((path, shard), forKey: place), other.path != path {
                    throw FileFault(
                        path: path, line: nil, Problem.sameCase(row.name, shard, as: other.path, other.shard))
                }
            }
            let offset = machines.count
            machines += document.machines
            cases += document.cases.map { row in
                var row = row
                row.machine += offset
                return row
            }
        }
        crossovers = Crossover.all(in: cases)
    }

    /// A case of a job array. Each is in one part: on one kind of machine it cannot be there twice, while several machines may each have run the whole array.
    private struct ShardedCase: Hashable {
        var name: CaseName
        var machine: MachineKey
    }

    /// `3 runs on 2 machines`: runs on one machine, by its host name and its processor, count it once.
    package var runsAndMachines: String {
        let count = Set(
            machines.map {
                [$0.environment.system.hostName, $0.key.processor, "\($0.key.logicalProcessors)", $0.key.caches]
            }
        ).count
        return "\(machines.count) runs on \(count == 1 ? "one machine" : "\(count) machines")"
    }

    /// The missing shards of a job array; empty when none is missing or the run was not sharded.
    public var missingShards: [Shard] {
        let present = Set(machines.compactMap(\.run.shard))
        return Set(present.map(\.count)).sorted().flatMap { count in
            (1...count).compactMap { Shard(index: $0, count: count) }.filter { !present.contains($0) }
        }
    }
}
