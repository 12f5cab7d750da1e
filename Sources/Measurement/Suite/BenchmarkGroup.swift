/// The cases that are compared with each other: one family, one dataset, one mode. All contenders of a group run interleaved in one process.
package struct BenchmarkGroup: Sendable {
    /// The runs that include the group.
    package enum Tier: String, Codable, Sendable {
        /// The default run and `bench count`.
        case standard
        /// Only when `--all` or `--dataset` asks for it.
        case extended
    }

    /// The dataset's part of the case name and its place on the size axis.
    package struct Dataset: Hashable, Sendable {
        /// The third part of the names of its cases.
        package var name: String
        /// Entries, for curves and crossovers; nil: the dataset is not a point of a curve.
        package var size: Int?
        /// Datasets of one series form one curve: `synthetic`, `adversarial`. Default: the name up to the last `-`.
        package var series: String

        /// A dataset; a `size` makes it a point of the curve `series`.
        package init(_ name: String, size: Int? = nil, series: String? = nil) {
            self.name = name
            self.size = size
            self.series = series ?? name[..<(name.lastIndex(of: "-") ?? name.endIndex)].description
        }
    }

    /// When exact counts of a group are taken.
    package enum Counting: Hashable, Sendable {
        /// With all others.
        case always
        /// For a case that is asked for by name: one operation of some members takes minutes under callgrind.
        case whenNamed
        /// Never: its threads interact, and callgrind runs one at a time.
        case never
    }

    /// Its title in tables.
    var title: String { "\(dataset.name) · \(mode)" }
    /// The input.
    package let dataset: Dataset
    /// How the members are asked.
    package let mode: String
    /// Whether it is part of a run without options.
    package let tier: Tier
    /// Operations that `bench count` performs under callgrind (20-50 times slower than real), the same for all contenders.
    package let countedOperations: Int
    /// The smallest number of further operations that adds work for every contender: some answer 64 queries at a time, so a part of 64 costs as much as 64.
    package let countedStep: Int
    /// Whether exact counts are taken.
    package let counting: Counting
    /// Whether `bench count` includes the group by default: making a larger dataset under callgrind takes too long.
    package var isCountedByDefault: Bool {
        counting == .always && tier == .standard && (dataset.size ?? 0) <= 65_536
    }
    /// The time of the group in a run, relative to other groups; the progress bar uses it.
    package let effort: Double
    /// The contender to which ratios are given on this dataset; nil: the family's.
    package let reference: String?
    /// Names, roles and size limits, known without preparing anything.
    package let contenders: [ContenderSummary]
    var open: @Sendable () throws -> OpenGroup

    /// - Parameters:
    ///   - countedOperations: default: as many as touch 65,536 entries when each touches all of them, at most 1000.
    ///   - countedStep: default 1.
    ///   - effort: how much longer than usual for its size an operation takes; default 1.
    ///   - input: makes the shared input of all contenders (the dataset, the oracle), once and untimed.
    ///   - contenders: the family's registry; those whose `maximumSize` is below `dataset.size` are left out.
    package init<Input>(
        dataset: Dataset, mode: String, tier: Tier = .standard, countedOperations: Int? = nil, countedStep: Int = 1,
        counting: Counting = .always, reference: String? = nil, effort: Double = 1, contenders: [Contender<Input>],
        input: @escaping @Sendable () throws -> Input
    ) {
        self.dataset = dataset
        self.mode = mode
        self.tier = tier
        self.countedOperations = countedOperations ?? max(1, min(1000, 65_536 / max(dataset.size ?? 64, 1)))
        self.countedStep = countedStep
        self.counting = counting
        self.reference = reference
        let fitting = contenders.filter { contender in
            guard let size = dataset.size, let maximum = contender.maximumSize else { return true }
            return size <= maximum
        }
        // Preparing and verifying grow with the size, sampling only where an operation exceeds a batch; fitted to a default run.
        let size = Double(dataset.size ?? 0)
        self.effort = effort * Double(fitting.count) * (1 + size.squareRoot() / 200 + size / 100_000)
        self.contenders = fitting.map { ContenderSummary(name: $0.name, role: $0.role) }
        self.open = {
            let shared = try input()
            let byName = Dictionary(uniqueKeysWithValues: fitting.map { ($0.name, $0) })
            return OpenGroup { name in
                // Callers pass only names from `contenders`, which were made from the same list.
                guard let contender = byName[name] else { preconditionFailure("no contender \(name)") }
                return try contender.prepare(shared)
            }
        }
    }
}
