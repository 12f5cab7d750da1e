package import JSONText
public import PhysicalMemory
import TDXHost

/// The summary of a survey's rows. Its size does not depend on their number.
public struct SurveySummary: Sendable {
    /// Machines that were planned.
    public private(set) var machines = 0
    /// Inputs that could not be read.
    public private(set) var refused = 0
    /// Inputs without memory.
    public private(set) var withoutMemory = 0
    /// Members of folders and archives that are not files, or whose names show that they are not maps.
    public var skipped = 0
    /// How often each reason refused an input.
    public private(set) var refusals = BoundedCounts()
    /// How often each reason stops Linux.
    public private(set) var linuxFailures = BoundedCounts()
    /// The first inputs that were refused, with the reason.
    public private(set) var refusedInputs: [NamedInput] = []
    /// The first inputs without memory, with the reason where there is one.
    public private(set) var emptyInputs: [NamedInput] = []
    /// Why the memory of machines that were planned may not be all, and how often.
    public private(set) var doubts = BoundedCounts()
    /// The first of these machines, with the doubt.
    public private(set) var doubtfulInputs: [NamedInput] = []
    /// The machines on which Linux fails, as far as there is room.
    public private(set) var failingPaths: [String] = []
    /// Machines for which there is no valid plan at all.
    public private(set) var withoutPlan = 0
    /// Machines by the most reserved areas that a TDMR needs under Linux.
    public private(set) var areas = BoundedCounts()
    /// The same of machines that work under Linux.
    private var areasWhereLinuxWorks = BoundedCounts()
    /// Machines by the TDMRs that Linux makes.
    public private(set) var tdmrs = BoundedCounts()
    /// The machines of `areas`, as numbers.
    public private(set) var mostAreas = RoundedCounts()
    /// Machines by how many times as fast the best plan initialises.
    public private(set) var gain = RoundedCounts()
    /// Machines by the MiB of PAMT of the best plan.
    public private(set) var pamtMiB = RoundedCounts()
    /// Machines by the milliseconds that Linux initialises.
    public private(set) var linuxMilliseconds = RoundedCounts()
    /// Memory that the best plans of all machines keep from the page allocator.
    public private(set) var withheld = ByteCount.zero

    private static let namesKept = 20

    /// An input with a remark.
    public struct NamedInput: Sendable {
        /// The input.
        public var path: String
        /// What a row says of it; nil: nothing.
        public var remark: SurveyRemark?

        public init(path: String, remark: SurveyRemark? = nil) {
            self.path = path
            self.remark = remark
        }
    }

    public init() {}

    /// Counts `row`. - Complexity: O(1).
    public mutating func add(_ row: SurveyRow) {
        switch row.status {
        case .refused:
            refused += 1
            refusals.add(row.reason?.kind ?? "unknown")
            Self.keep(row.path, row.reason, in: &refusedInputs)
        case .noMemory:
            withoutMemory += 1
            Self.keep(row.path, row.reason ?? row.doubt, in: &emptyInputs)
        case .ok: addMachine(row)
        }
    }

    private static func keep(_ path: String, _ remark: SurveyRemark?, in inputs: inout [NamedInput]) {
        if inputs.count < namesKept { inputs.append(NamedInput(path: path, remark: remark)) }
    }

    private mutating func addMachine(_ row: SurveyRow) {
        machines += 1
        if let doubt = row.doubt {
            doubts.add(doubt.kind)
            Self.keep(row.path, doubt, in: &doubtfulInputs)
        }
        if case .fails(let error) = row.linux {
            linuxFailures.add(error.name + (row.reason.map { ": " + $0.kind } ?? ""))
            if failingPaths.count < Self.namesKept { failingPaths.append(row.path) }
        }
        if row.bestTime == nil { withoutPlan += 1 }
        if let count = row.areasMax {
            areas.add("\(count)")
            if row.linux == .starts { areasWhereLinuxWorks.add("\(count)") }
            mostAreas.add(Double(count))
        }
        if let count = row.tdmrs { tdmrs.add("\(count)") }
        if let value = row.gain { gain.add(value) }
        if let size = row.pamtSize { pamtMiB.add(Double(size.kib) / 1024) }
        if let time = row.linuxTime { linuxMilliseconds.add(time.microseconds / 1000) }
        // A line may have been edited.
        let sum = withheld.rawValue.addingReportingOverflow(row.withheld?.rawValue ?? 0)
        withheld = ByteCount(sum.overflow ? .max : sum.partialValue)
    }

    /// Machines on which Linux fails.
    public var linuxFails: Int { linuxFailures.total }

    /// Machines that work under Linux with at most `distance` reserved areas to spare.
    public func near(_ distance: Int, limit: Int = 16) -> Int {
        areasWhereLinuxWorks.counts.reduce(0) { sum, item in
            guard let count = Int(item.key), (limit - distance...limit).contains(count) else { return sum }
            return sum + item.value
        }
    }

    /// The summary as one object.
    package var json: JSONValue {
        .object([
            .init("machines", JSONValue(machines)), .init("refused", JSONValue(refused)),
            .init("no_memory", JSONValue(withoutMemory)), .init("skipped", JSONValue(skipped)),
            .init("refusals", refusals.json), .init("refused_paths", .array(refusedInputs.map { .string($0.path) })),
            .init("in_doubt", JSONValue(doubts.total)), .init("doubts", doubts.json),
            .init("linux_fails", JSONValue(linuxFails)), .init("linux_failures", linuxFailures.json),
            .init("failing_paths", .array(failingPaths.map(JSONValue.string))),
            .init("no_plan", JSONValue(withoutPlan)),
            .init("areas_max", areas.json),
            .init("within_areas_of_failing", .object((0...4).map { .init("\($0)", JSONValue(near($0))) })),
            .init("tdmrs", tdmrs.json), .init("gain", gain.json), .init("pamt_mib", pamtMiB.json),
            .init("linux_ms", linuxMilliseconds.json),
            .init("withheld_kib", JSONValue(withheld.kib)),
        ])
    }
}
