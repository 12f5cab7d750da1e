import SafeText

/// Figures over commits, in a plain file: sorted lines, each a case at a commit on a machine, so that two histories are merged by joining their lines
/// (git's `merge=union`).
public struct History: Hashable, Sendable {
    /// The first line of the file.
    static let header = "# tdmr-bench history 1: case machine date number commit time-ns low high ratio instructions"
    private static let machineMark = "# machine "

    private enum Problem: FileFault.Problem {
        case notAHistory
        case otherVersion
        case notAnEntry

        var description: String {
            switch self {
            case .notAHistory: "not a history: its first line is not '# tdmr-bench history 1'"
            case .otherVersion: "history version 1 is needed"
            case .notAnEntry: "not a case at a commit: ten fields with tabs between them are needed"
            }
        }
    }

    /// Sorted, at most one per case, machine and commit.
    package private(set) var entries: [HistoryEntry] = []
    /// The machines by their fingerprints.
    package private(set) var machines: [String: String] = [:]

    /// An empty history.
    package init() {}

    /// Reads a file; of figures that lines state twice for one case, machine and commit, the last one counts.
    /// - Throws: `FileFault` with the line.
    public init(_ bytes: [UInt8], path: String) throws(FileFault) {
        // The rest of a file that is not a history is not read.
        guard bytes.starts(with: "# tdmr-bench history ".utf8) else {
            throw FileFault(path: path, line: 1, Problem.notAHistory)
        }
        guard bytes.starts(with: "# tdmr-bench history 1:".utf8) else {
            throw FileFault(path: path, line: 1, Problem.otherVersion)
        }
        var read: [HistoryEntry] = []
        let lines = bytes.lazy.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        for (number, bytes) in lines where !bytes.isEmpty {
            let line = String(decoding: bytes, as: UTF8.self)
            if line.hasPrefix(Self.machineMark) {
                let words = line.dropFirst(Self.machineMark.count).split(separator: " ", maxSplits: 1)
                if words.count == 2 { machines[String(words[0])] = String(words[1]) }
            } else if !line.hasPrefix("#") {
                guard let entry = HistoryEntry(line: line[...]) else {
                    throw FileFault(path: path, line: number + 1, Problem.notAnEntry)
                }
                read.append(entry)
            }
        }
        insert(read)
    }

    /// Adds the figures of a result at `commit`, replacing the same figures of the same cases there. - Returns: how many lines were added or replaced.
    @discardableResult
    package mutating func add(_ document: ResultDocument, at commit: HistoryEntry.Commit) -> Int {
        let fingerprints = document.machines.map(\.key.fingerprint)
        for (machine, fingerprint) in zip(document.machines, fingerprints) {
            var key = machine.key
            key.valgrind = nil
            machines[fingerprint] = TerminalText.line(key.description)
        }
        let new = document.cases.compactMap {
            HistoryEntry($0, machine: fingerprints[$0.machine], commit: commit)
        }
        insert(new)
        return new.count
    }

    private struct Key: Hashable {
        var name: CaseName
        var machine: String
        var commit: String
    }

    /// Counts and times of one commit may come from two runs: figures that the later run lacks are kept.
    private mutating func insert(_ new: [HistoryEntry]) {
        var known = Dictionary(
            uniqueKeysWithValues: entries.map {
                (Key(name: $0.name, machine: $0.machine, commit: $0.commit.hash), $0)
            })
        for entry in new {
            let key = Key(name: entry.name, machine: entry.machine, commit: entry.commit.hash)
            var entry = entry
            if let old = known[key] {
                entry.time = entry.time ?? old.time
                entry.ratio = entry.ratio ?? old.ratio
                entry.instructions = entry.instructions ?? old.instructions
            }
            known[key] = entry
        }
        entries = known.values.sorted()
    }

    /// The file.
    public var text: String {
        let known = machines.sorted { $0.key < $1.key }.map { "\(Self.machineMark)\($0.key) \($0.value)" }
        return ([Self.header] + known + entries.map(\.line)).map { $0 + "\n" }.joined()
    }
}

extension History {
    /// One case on one machine, in the order of the commits.
    package struct Series: Sendable {
        /// The case.
        package var name: CaseName
        /// `MachineKey.fingerprint` of the machine.
        package var machine: String
        /// One for each commit that was measured, in their order.
        package var entries: [HistoryEntry]
    }

    /// All series, by case and machine.
    package var series: [Series] {
        var all: [Series] = []
        for entry in entries {
            if let last = all.last, last.name == entry.name, last.machine == entry.machine {
                all[all.count - 1].entries.append(entry)
            } else {
                all.append(Series(name: entry.name, machine: entry.machine, entries: [entry]))
            }
        }
        return all
    }
}
