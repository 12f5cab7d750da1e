public import MemoryMaps
public import PhysicalMemory
import TDXHost
public import TDXModule

/// The start-up of TDX according to a kernel log: whether it succeeded, and where it stopped.
public struct Diagnosis: Sendable {
    /// The raw value is the name that `tdmr diagnose --format json` prints.
    public enum Outcome: String, Hashable, Sendable {
        /// The module was initialised.
        case initialized
        /// The start-up stopped.
        case failed
        /// The log holds no line about TDX.
        case absent
        /// There are lines about TDX, but none says how it ended.
        case unknown
    }

    /// The reading of the log.
    public let reading: MapReading
    /// How the start-up ended, by the log.
    public private(set) var outcome: Outcome
    /// The step at which enabling stopped; nil where the log does not show it.
    public private(set) var stage: StartUpStage?
    /// The first line that names what failed.
    public private(set) var failure: TDXLogLine?
    /// The error number with which the selected attempt ended; taken from the step where the log does not state it.
    public private(set) var errorNumber: ErrorNumber?
    /// KeyIDs of MKTME and of TDX, as the log states them; nil where it does not.
    public private(set) var keyIDs: KeyIDCounts?
    /// The module's version as printed.
    public private(set) var module: String?
    /// Memory of the PAMTs as the log states it; nil where it does not.
    public private(set) var pamtSize: ByteCount?
    /// nil where nothing in the log decides it.
    public private(set) var hasDynamicPAMT: Bool?
    /// The registers of the call that failed, by name.
    public private(set) var registers: [String: UInt64] = [:]
    /// Whether the machine is a TDX guest itself, which starts no module.
    public private(set) var isGuest = false
    /// SEAMCALLs that failed after the start-up, or that do not belong to it.
    public private(set) var otherFailures: [TDXLogLine] = []
    /// When the selected attempt began and ended, by the times of the log's lines.
    public private(set) var span: (start: Duration, end: Duration)?
    private var attemptStart: Duration?

    /// Diagnoses the last boot in `reading`. - Complexity: linear in the lines about TDX.
    public init(_ reading: MapReading) {
        self.reading = reading
        outcome = reading.tdxLines.isEmpty ? .absent : .unknown
        for line in reading.tdxLines { take(line) }
        if outcome == .failed { conclude() }
        if outcome == .initialized, hasDynamicPAMT == nil { hasDynamicPAMT = false }
    }

    private mutating func take(_ line: TDXLogLine) {
        switch line.event {
        case .biosEnabled(let counts): keyIDs = counts
        case .moduleVersion(let text):
            module = text
            begin(line)
        case .cmr: begin(line)
        case .dynamicPAMT: hasDynamicPAMT = true
        case .pamtAllocated(let size):
            pamtSize = size
            if outcome == .unknown { outcome = .initialized }
            end(line)
        case .initialized:
            outcome = .initialized
            failure = nil
            errorNumber = nil
            registers = [:]
            end(line)
        case .registers(let values):
            if let failure, failure.event.isSEAMCALL, line.line - failure.line <= 4 {
                registers.merge(values) { old, _ in old }
            }
        case .guest: isGuest = true
        case .failed(let number):
            fail(line)
            // Kernels up to 6.x fail every further attempt with -22: the first one's gives the reason.
            errorNumber = errorNumber ?? number
        case .seamcall where outcome == .initialized, .seamcallWithoutStatus where outcome == .initialized,
            .refusedByKVM where outcome == .initialized:
            otherFailures.append(line)
        case .seamcall(let leaf?, _) where StartUpStage(leaf) == nil,
            .seamcallWithoutStatus(let leaf?, _) where StartUpStage(leaf) == nil:
            otherFailures.append(line)
        case .noMemoryNotifier(let number):
            fail(line)
            errorNumber = errorNumber ?? number
        case .tooFewKeyIDs, .hibernation, .unsupportedPlatform, .missing, .refusedByKVM, .moduleNotLoaded,
            .clobbersRBP, .seamcall, .seamcallWithoutStatus, .tdmrsExhausted, .areasExhausted, .biosDisabled:
            fail(line)
        case .noSuspend, .other: break
        }
    }

    private mutating func begin(_ line: TDXLogLine) {
        attemptStart = line.time
        // Lines that come first in an attempt begin another one.
        guard outcome != .unknown else { return }
        outcome = .unknown
        failure = nil
        errorNumber = nil
        span = nil
        pamtSize = nil
        registers = [:]
    }

    private mutating func end(_ line: TDXLogLine) {
        guard span == nil, let start = attemptStart, let end = line.time, end >= start else { return }
        span = (start, end)
    }

    private mutating func fail(_ line: TDXLogLine) {
        outcome = .failed
        end(line)
        // The earliest line explains most. A line that states only that enabling failed is replaced by any later one except KVM's refusal, which follows from it.
        if let failure, failure.event.isVerdict, !line.event.isRefusal, StartUpStage(line.event) != nil {
            self.failure = line
        } else if failure == nil {
            failure = line
        }
    }

    private mutating func conclude() {
        stage = failure.flatMap { StartUpStage($0.event) } ?? stageByErrno
        if failure?.event == .moduleNotLoaded { errorNumber = errorNumber ?? ErrorNumber(.ENODEV) }
        // The errno for a failed call depends on its status; KVM refuses without an error.
        guard statusDigits == nil, refusal == nil else { return }
        errorNumber = errorNumber ?? (status.map(HostErrno.init(of:)) ?? stage?.errno).map(ErrorNumber.init)
    }

    /// Where only the error number is known, the step that ends with it without a line of its own.
    private var stageByErrno: StartUpStage? { errorNumber?.errno == .ENOMEM ? .pamt : nil }

    /// KVM's reason for not using the module, where that is the first failure.
    var refusal: TDXLogEvent.KVMRefusal? {
        guard case .refusedByKVM(let refusal) = failure?.event else { return nil }
        return refusal
    }

    /// The step at which enabling stopped, in words; nil where the log does not show it.
    public var stop: String? {
        if case .noMemoryNotifier = failure?.event { return "the registration of its memory notifier" }
        return stage?.title
    }

    /// The status of the SEAMCALL that failed.
    public var status: SEAMCALLStatus? {
        guard case .seamcall(_, let status) = failure?.event else { return nil }
        return status
    }

    /// The leaf of the SEAMCALL that failed, where the line names it.
    public var leaf: SEAMCALLLeaf? {
        switch failure?.event {
        case .seamcall(let leaf, _), .seamcallWithoutStatus(let leaf, _): leaf
        default: nil
        }
    }

    /// Hex digits of the failed call's status in the log, where they are not the 16 of a whole one.
    public var statusDigits: Int? {
        guard case .seamcallWithoutStatus(_, let digits) = failure?.event else { return nil }
        return digits
    }

    /// Whether the log states that the start-up failed, but not where.
    public var hasErrnoAlone: Bool {
        outcome == .failed && failure?.event.isVerdict == true
    }

    /// The meaning of the failed call's status in the module that the log names; nil where there is nothing to add.
    public var remark: String? {
        guard let status, let module = moduleVersion.flatMap({ ModuleVersionNumber($0) }) else { return nil }
        return status.remark(leaf: leaf, module: module)
    }

    /// The module's version as `1.5.06`, where the log has all three numbers.
    public var moduleVersion: String? {
        guard let word = module?.split(whereSeparator: { $0 == " " || $0 == "," }).first else { return nil }
        let numbers = word.split(separator: ".")
        guard numbers.count >= 3, numbers.prefix(3).allSatisfy({ UInt16($0) != nil }) else { return nil }
        return numbers.prefix(3).joined(separator: ".")
    }
}

extension TDXLogEvent {
    /// Whether it states that the start-up failed, but not where.
    fileprivate var isVerdict: Bool {
        switch self {
        case .failed, .refusedByKVM(.module): true
        default: false
        }
    }

    fileprivate var isRefusal: Bool {
        guard case .refusedByKVM = self else { return false }
        return true
    }

    fileprivate var isSEAMCALL: Bool {
        switch self {
        case .seamcall, .seamcallWithoutStatus: true
        default: false
        }
    }
}

extension HostErrno {
    /// The errno that Linux returns for a call's status.
    fileprivate init(of status: SEAMCALLStatus) {
        self =
            switch status.instruction {
            case .vmFailInvalid: .ENODEV
            case .generalProtection: .EOPNOTSUPP
            case .undefinedOpcode: .EACCES
            case .exception, .neverCompleted, nil: .EIO
            }
    }
}
