import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import HostReports
import Workloads

/// What is wrong with an answer, with the facts a person needs to repeat it. `by` is the member's name.
enum AnswerFault: Error {
    /// Another answer than the oracle's.
    case differs(by: String, from: String)
    /// No answer where there is one: `noun` is what was asked for.
    case nothingFound(by: String, noun: String)
    /// Work was left out, or other work was done.
    case incomplete(Work)

    // Loads
    case sum(UInt64, lines: Int, expected: UInt64)

    // Memlist
    case entries(by: String)
    case edges(Built, regions: [MemoryRegion], by: String, expected: Built)

    // Lookup
    case lookup(PageRange, inBatch: Bool, alone: Bool, expected: Bool)
    case lookupBesideOthers(PageRange, expected: Bool)
    case chain(counted: Int, of: Int, expected: Int)
    case tornBatches(Int)
    case replacedList(Int)
    case notReplaced(RangeIndexError)

    // Firmware maps
    case overlap(PhysicalAddress, with: PhysicalAddress, by: String)
    case type(FirmwareMemoryType?, at: PhysicalAddress, by: String, expected: FirmwareMemoryType?)

    // Plans and their parts
    case cover(CoverageOracle.Fault, by: String)
    case places(PlacementOracle.Fault, by: String)
    case areas(ReservedAreaOracle.Fault, by: String)
    case limitedAreas(Int, by: String)
    case givesUp(ByteCount, by: String, least: ByteCount)
    case refused(ConfigVerdict, by: String)

    // TDH.SYS.CONFIG
    case verdict(ConfigVerdict, by: String, expected: ConfigVerdict)
    case movedTable(entry: Int, at: PhysicalAddress, ConfigVerdict, by: String, ConfigVerdict, oracle: String)

    // Start-up
    case startUp(HostKernel.Status, violations: Int)
    case simulated(Picoseconds, InitSchedule, closedForm: Picoseconds)
    case initCalls(UInt64, granules: UInt64)

    // Hotplug
    case refusals(Int, by: String, expected: Int)
    case blocks(Int, from: PageFrame, expected: Int)

    // Survey
    case notPlanned(log: Int, SurveyRow)
    case twoRows(log: Int)

    /// What a memlist builder answers.
    typealias Built = Result<[MemoryRegion], ConstructionError>

    /// What was not done, or done otherwise.
    enum Work {
        case regions
        case calls
        case input(Int)
        case entry
        case line
        case queries
    }
}

extension AnswerFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .differs(let member, let oracle): "\(member) differs from \(oracle)"
        case .nothingFound(let member, let noun): "\(member) found no \(noun)"
        case .incomplete(let work): work.description
        case .sum(let sum, let lines, let expected): "the sum of \(lines) lines is \(expected), not \(sum)"
        case .entries(let builder): "\(builder) does not build the list of the regions"
        case .edges(let answer, let regions, let builder, let expected):
            "\(builder) answers \(answer) for \(regions), not \(expected)"
        case .lookup(let query, let batch, let alone, let expected):
            "\(query): expected \(expected); in a batch \(batch), alone \(alone)"
        case .lookupBesideOthers(let query, let expected):
            "\(query): expected \(expected), answered otherwise by one of several threads"
        case .chain(let counted, let count, let expected):
            "in a chain \(counted) of \(count) queries are covered, not \(expected)"
        case .tornBatches(let count): "\(count) batches were answered from no list, or from two"
        case .replacedList(let list): "list \(list) is not answered as by the oracle"
        case .notReplaced(let error): "\(error)"
        case .overlap(let upper, let lower, let resolver): "\(resolver): \(upper) does not lie above \(lower)"
        case .type(let type, let address, let resolver, let expected):
            "\(resolver) at \(address): type \(type?.rawValue ?? 0), expected \(expected?.rawValue ?? 0)"
        case .cover(let fault, let strategy): "\(strategy) \(fault)"
        case .places(let fault, let placer): "\(placer): \(fault)"
        case .areas(let fault, let packer): "\(packer): \(fault)"
        case .limitedAreas(let limit, let packer): "\(packer) differs from the nested scan at a limit of \(limit) areas"
        case .givesUp(let size, let packer, let least):
            "\(packer) gives up \(size.rawValue) bytes where the least is \(least.rawValue)"
        case .refused(let verdict, let planner): "the module refuses the plan of \(planner): \(verdict)"
        case .verdict(let verdict, let judge, let expected): "\(judge) says \(verdict), not \(expected)"
        case .movedTable(let entry, let base, let verdict, let judge, let expected, let oracle):
            "\(judge) says \(verdict) and \(oracle) \(expected) of PAMT_4K \(entry) at \(base)"
        case .startUp(let status, let violations): "the start-up ended as \(status), \(violations) violations"
        case .simulated(let end, let schedule, let closed):
            "\(schedule.rawValue): \(end) simulated, \(closed) by the closed form"
        case .initCalls(let calls, let granules): "\(calls) TDMR.INIT calls for \(granules) GiB"
        case .refusals(let refused, let policy, let expected):
            "\(policy) refuses \(refused) blocks, not \(expected)"
        case .blocks(let answer, let start, let expected):
            "from \(start) on \(expected) blocks may go online, not \(answer)"
        case .notPlanned(let log, let row): "log \(log) was not planned: \(row.json.line)"
        case .twoRows(let log): "log \(log) gives two answers"
        }
    }
}

extension AnswerFault.Work: CustomStringConvertible {
    var description: String {
        switch self {
        case .regions: "not all regions were read"
        case .calls: "not all calls were made"
        case .input(let index): "input \(index) was not read once"
        case .entry: "an entry was not the one that was asked for"
        case .line: "a line was not the one that was asked for"
        case .queries: "not all queries were read"
        }
    }
}
