package import JSONText
public import MemoryMaps
public import PhysicalMemory
import SafeText
import TDMRConstruction
public import TDXModule

/// A machine of a fleet, planned by Linux's strategy and by the best one.
public struct SurveyRow: Hashable, Sendable, Decodable {
    /// The result of an input.
    public enum Status: String, Hashable, Sendable, Decodable {
        /// It was planned.
        case ok
        /// It could not be read.
        case refused
        /// It was read and holds no memory.
        case noMemory = "no-memory"
    }

    /// How Linux's start-up of TDX ends.
    public enum LinuxStart: Hashable, Sendable {
        /// TDX starts.
        case starts
        /// With this error; `EIO` where the module refuses what Linux makes.
        case fails(HostErrno)
    }

    /// The input; a member of an archive after the archive's own path.
    public var path: String
    /// Its status.
    public var status: Status
    /// Why the input was refused or has no memory, or why Linux fails.
    public var reason: SurveyRemark?
    /// How Linux's start-up ends; nil where nothing was planned.
    public var linux: LinuxStart?
    /// Reserved areas of the TDMR that needs most under Linux, even beyond the module's limit.
    public var areasMax: Int?
    /// TDMRs that Linux makes.
    public var tdmrs: Int?
    /// Predicted time of TDMR.INIT under Linux; nil where TDX does not start.
    public var linuxTime: Picoseconds?
    /// Predicted time of TDMR.INIT under the best plan with the machine's LPs.
    public var bestTime: Picoseconds?
    /// PAMT size of the best plan.
    public var pamtSize: ByteCount?
    /// Memory that the best plan keeps from the page allocator.
    public var withheld: ByteCount?
    /// Why the memory that was planned may not be all of the machine's; nil where there is no such sign.
    public var doubt: SurveyRemark?

    private enum CodingKeys: String, CodingKey {
        case path, status, reason, linux, areasMax, tdmrs, linuxUs, bestUs, pamtKib, withheldKib, doubt
    }

    /// Reads what `json` wrote, with names in camel case. A line may have been edited: a figure beyond
    /// its type becomes the nearest that it has.
    public init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: CodingKeys.self)
        func time(_ key: CodingKeys) throws -> Picoseconds? {
            try row.decodeIfPresent(Double.self, forKey: key).map {
                Picoseconds(UInt64(exactly: max(0, ($0 * 1e6).rounded())) ?? .max)
            }
        }
        func size(_ key: CodingKeys) throws -> ByteCount? {
            try row.decodeIfPresent(UInt64.self, forKey: key).map { .kib(clamping: $0) }
        }
        path = try row.decode(String.self, forKey: .path)
        status = try row.decode(Status.self, forKey: .status)
        reason = try row.decodeIfPresent(SurveyRemark.self, forKey: .reason)
        linux = try row.decodeIfPresent(LinuxStart.self, forKey: .linux)
        areasMax = try row.decodeIfPresent(Int.self, forKey: .areasMax)
        tdmrs = try row.decodeIfPresent(Int.self, forKey: .tdmrs)
        linuxTime = try time(.linuxUs)
        bestTime = try time(.bestUs)
        pamtSize = try size(.pamtKib)
        withheld = try size(.withheldKib)
        doubt = try row.decodeIfPresent(SurveyRemark.self, forKey: .doubt)
    }

    private init(path: String, status: Status, reason: SurveyRemark? = nil) {
        self.path = path
        self.status = status
        self.reason = reason
    }

    /// Reads and plans one machine. One that cannot be read gives a row too.
    public init(_ input: CollectedInput) {
        do {
            self.init(try input.read(), path: input.path)
        } catch {
            self.init(path: input.path, status: .refused, reason: SurveyRemark(error))
        }
    }

    init(_ reading: MapReading, path: String) {
        self.init(path: path, status: reading.map.memory.isEmpty ? .noMemory : .ok)
        doubt = reading.warnings.first(where: \.concern.leavesMemoryInDoubt).map { SurveyRemark($0) }
        guard status == .ok else {
            reason = reading.memoryFault.map { SurveyRemark(.input($0.fault)) }
            return
        }
        let options = PlannerOptions(logicalProcessors: reading.map.logicalProcessors)
        take(linux: PlanReport(reading.map, strategy: Planners.linux, options: options), options)
        let best = PlanReport(reading.map, strategy: Planners.defaultStrategy, options: options)
        guard let layout = best.layout, best.isValid else {
            if reason == nil { reason = best.refusal.map { SurveyRemark(.layout($0)) } }
            return
        }
        bestTime = best.prediction?.parallel
        pamtSize = layout.pamtSize
        withheld = layout.withheldSize
    }

    private mutating func take(linux report: PlanReport, _ options: PlannerOptions) {
        if let layout = report.layout {
            // TDH.SYS.CONFIG fails, and with it the start-up.
            linux = report.isValid ? .starts : .fails(.EIO)
            reason = report.refusal.map { SurveyRemark(.layout($0)) }
            areasMax = layout.tdmrs.map(\.info.reservedAreas.count).max()
            tdmrs = layout.tdmrs.count
            linuxTime = report.isValid ? report.prediction?.serial : nil
        } else {
            linux = report.error.map { .fails($0.errno) }
            reason = report.error.flatMap { SurveyRemark($0) }
            if case .areasExhausted(let demand, _) = report.failure(options: options) { areasMax = demand.areas.count }
        }
    }

    /// The speed of initialisation with the best plan relative to Linux.
    public var gain: Double? {
        guard let linuxTime, let bestTime, bestTime > .zero else { return nil }
        return Double(linuxTime.rawValue) / Double(bestTime.rawValue)
    }

    /// The row as one object; `doubt` is there only where there is one.
    package var json: JSONValue {
        .object(members + (doubt.map { [.init("doubt", .string($0.description))] } ?? []))
    }

    private var members: [JSONValue.Member] {
        [
            .init("path", .string(path)), .init("status", .string(status.rawValue)),
            .init("reason", .optional(reason?.description)),
            .init("linux", .optional(linux?.description)),
            .init("areas_max", .optional(areasMax)), .init("tdmrs", .optional(tdmrs)),
            .init("linux_us", .optional(linuxTime.map(Self.rounded))),
            .init("best_us", .optional(bestTime.map(Self.rounded))), .init("pamt_kib", .optional(pamtSize?.kib)),
            .init("withheld_kib", .optional(withheld?.kib)),
        ]
    }

    /// The names of the columns of `commaSeparated`.
    public static let columns = "path,status,reason,linux,areas_max,tdmrs,linux_us,best_us,pamt_kib,withheld_kib,doubt"

    /// The row as CSV of RFC 4180, without text that a spreadsheet would take for a formula.
    public var commaSeparated: String {
        let texts = [path, status.rawValue, reason?.description ?? "", linux?.description ?? ""].map(CSVText.cell)
        let numbers = [
            areasMax.map { "\($0)" }, tdmrs.map { "\($0)" }, linuxTime.map { "\(Self.rounded($0))" },
            bestTime.map { "\(Self.rounded($0))" },
            pamtSize.map { "\($0.kib)" }, withheld.map { "\($0.kib)" },
        ]
        return (texts + numbers.map { $0 ?? "" } + [CSVText.cell(doubt?.description ?? "")]).joined(separator: ",")
    }

    /// Microseconds with three decimals.
    private static func rounded(_ time: Picoseconds) -> Double { (time.microseconds * 1000).rounded() / 1000 }
}

extension SurveyRow.LinuxStart: CustomStringConvertible, Decodable {
    /// Made once: a merged survey may have millions of rows.
    private static let byText = Dictionary(
        uniqueKeysWithValues: ([.starts] + HostErrno.allCases.map(Self.fails)).map { ($0.description, $0) })

    /// `OK`, or the error's name.
    public var description: String {
        switch self {
        case .starts: "OK"
        case .fails(let error): error.name
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let found = Self.byText[text] else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no error number of Linux")
        }
        self = found
    }
}

extension JSONValue {
    fileprivate static func optional(_ value: (some BinaryInteger)?) -> JSONValue {
        value.map { JSONValue($0) } ?? .null
    }
}
