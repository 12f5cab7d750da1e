import CPAPI
package import PhysicalMemory
package import SystemPackage

/// Why something is not counted; each has a description of a few words.
package enum CounterFault: Error, Hashable, Sendable {
    /// No source of counters was chosen.
    case switchedOff
    /// No source offers the counter.
    case notOffered
    /// No source can count it: the fault of each.
    case nowhere([SourceFault])
    /// The counter is opened although it was not found.
    case cannotBeCounted(LogicalCounter)

    /// libpapi cannot be loaded or used: its own message.
    case libraryUnusable(String)
    /// The thread may run on cores of these kinds, and libpapi does not report for how long a counter counted.
    case severalKindsOfCores([String])
    /// libpapi has no event for the counter.
    case eventUnknown
    /// libpapi refuses an event.
    case notAdded(event: String, code: Int32)
    /// Another call of libpapi failed.
    case libraryFailed(action: String, code: Int32)
    /// The event belongs to cores of another kind.
    case countsNothing(event: String)
    /// A counter that wrapped or was never programmed.
    case negative

    /// The hypervisor offers no PMU.
    case noPMU
    /// The PMU has no such event.
    case noEvent(String)
    /// perf_event_open() is forbidden at this level; nil: unknown.
    case forbidden(paranoid: String?)
    /// The kernel was built without perf_event_open().
    case noPerfEvents
    /// perf_event_open() failed otherwise.
    case notOpened(event: String, Errno)
    /// Another call for an open event failed.
    case perfFailed(Errno)

    /// `perf stat` gives no count.
    case perfStat(PerfStatFault)

    /// The system has no getrusage(RUSAGE_THREAD).
    case noThreadUsage
    /// getrusage() failed between start and stop.
    case usageFailed

    /// Known work needs memory that cannot be allocated.
    case noMemory(ByteCount)
    /// Known work needs more memory than the last-level cache has, and that is more than a quarter of what is free; nil: unknown.
    case cacheTooLarge(ByteCount, needed: ByteCount, free: ByteCount?)

    /// No pass was begun.
    case notTried
    /// The events were counted for only a part of the time between start and stop: the values are estimates.
    case shared(running: Duration, enabled: Duration)
    /// A pass without an instruction.
    case noInstruction
    /// A pass that executed another number of instructions than the first one.
    case otherWork(instructions: UInt64, first: UInt64)

    /// The fault of one source.
    package struct SourceFault: Hashable, Sendable {
        /// `papi`, `perf`, `rusage`.
        package var source: String
        /// Why the source does not count.
        package var fault: CounterFault

        /// What `source` says.
        package init(_ source: String, _ fault: CounterFault) {
            self.source = source
            self.fault = fault
        }
    }

    /// Whether libpapi does not know the event's name, or the processor has no such event.
    var eventIsUnknown: Bool {
        // PAPI_ENOEVNT
        if case .notAdded(_, -7) = self { true } else { false }
    }
}

extension CounterFault: CustomStringConvertible {
    package var description: String {
        func text(_ code: Int32) -> String { String(cString: cpapi_error_text(code)) }
        return switch self {
        case .switchedOff: "counters are switched off"
        case .notOffered: "not offered"
        case .nowhere(let faults): faults.map { "\($0.source): \($0.fault)" }.joined(separator: "; ")
        case .cannotBeCounted(let counter): "\(counter.rawValue) cannot be counted"
        case .libraryUnusable(let reason): reason
        case .severalKindsOfCores(let kinds):
            "cores of several kinds (\(kinds.joined(separator: ", "))): bind to one, --cpu N"
        case .eventUnknown: "libpapi knows no such event"
        case .notAdded(let event, let code): "\(event) cannot be added (\(text(code)))"
        case .libraryFailed(let action, let code): "cannot \(action) (\(text(code)))"
        case .countsNothing(let event): "\(event) counts nothing on this core"
        case .negative: "a counter read negative"
        case .noPMU: "no PMU in this VM (perf_event_open: ENOENT)"
        case .noEvent(let event): "no PMU event \(event) (perf_event_open: ENOENT)"
        case .forbidden(let level): "perf_event_paranoid=\(level ?? "unknown")"
        case .noPerfEvents: "the kernel has no perf_event_open"
        case .notOpened(let event, let errno): "perf_event_open(\(event)): \(errno)"
        case .perfFailed(let errno): "perf: \(errno)"
        case .perfStat(let fault): fault.description
        case .noThreadUsage: "the system has no getrusage(RUSAGE_THREAD)"
        case .usageFailed: "getrusage failed"
        case .noMemory(let size): "no memory of \(size.mib) MiB"
        case .cacheTooLarge(let size, let needed, let free):
            "known work that exceeds the last-level cache of \(size.mib) MiB needs \(needed.mib) MiB, of at least four times as much that is free; "
                + (free.map { "\($0.mib) MiB are" } ?? "how much is free is unknown")
        case .notTried: "not tried"
        case .shared(let running, let enabled):
            "counted only \(Int128(running.nanoseconds)) of \(Int128(enabled.nanoseconds)) ns: the kernel shared the counters"
        case .noInstruction: "counted no instruction: these counters are not those of this core"
        case .otherWork(let instructions, let first):
            "this pass executed \(instructions) instructions, the first one \(first): not the same work"
        }
    }
}
