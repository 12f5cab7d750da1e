import CPAPI
internal import SystemPackage

/// Events through perf_event_open, for this thread in user mode.
package final class PerfBackend: CounterBackend {
    package let name = "perf"
    private var proven: [LogicalCounter: CounterResolution] = [:]
    /// The PMU of the cores this thread is bound to, where there are several; without it generic events mean the first PMU.
    private let unit: CorePMU?

    package init() {
        if case .bound(let unit) = CorePMU.binding() { self.unit = unit } else { unit = nil }
    }

    package func resolve(_ counter: LogicalCounter) -> CounterResolution {
        if let known = proven[counter] { return known }
        let found = prove(counter)
        proven[counter] = found
        return found
    }

    private func prove(_ counter: LogicalCounter) -> CounterResolution {
        // Context switches happen inside the kernel, which this backend does not count.
        guard let event = event(counter) else { return .notOffered }
        do throws(CounterFault) {
            let group = try Group([event])
            try group.start()
            if let fault = try group.stop().sharing { throw fault }
            return .found(event: event.name)
        } catch {
            return .absent(error)
        }
    }

    package func open(_ counters: [LogicalCounter]) throws(CounterFault) -> any OpenCounters {
        var events: [Event] = []
        for counter in counters {
            guard let event = event(counter) else { throw .cannotBeCounted(counter) }
            events.append(event)
        }
        return try Group(events)
    }

    /// The event of the cores this thread is bound to: the upper half of a generic event's `config` names the PMU (linux/perf_event.h).
    private func event(_ counter: LogicalCounter) -> Event? {
        guard var event = Self.event(counter), let unit, event.type != UInt32(CPERF_TYPE_SOFTWARE) else {
            return Self.event(counter)
        }
        event.name = "\(unit.name)/\(event.name)/"
        event.config |= UInt64(unit.type) << 32
        return event
    }

    struct Event {
        var name: String
        var type: UInt32
        var config: UInt64
    }

    /// The kernel's generic events (linux/perf_event.h): cache events are cache | operation << 8 | result << 16.
    static func event(_ counter: LogicalCounter) -> Event? {
        func hardware(_ name: String, _ config: UInt64) -> Event {
            Event(name: name, type: UInt32(CPERF_TYPE_HARDWARE), config: config)
        }
        func software(_ name: String, _ config: UInt64) -> Event {
            Event(name: name, type: UInt32(CPERF_TYPE_SOFTWARE), config: config)
        }
        func cacheReads(_ name: String, _ cache: UInt64, missed: Bool) -> Event {
            Event(name: name, type: UInt32(CPERF_TYPE_CACHE), config: cache | (missed ? 1 << 16 : 0))
        }
        return switch counter {
        case .cycles: hardware("cycles", 0)
        case .instructions: hardware("instructions", 1)
        case .branches: hardware("branches", 4)
        case .branchMisses: hardware("branch-misses", 5)
        case .l1dLoads: cacheReads("L1-dcache-loads", 0, missed: false)
        case .l1dMisses: cacheReads("L1-dcache-load-misses", 0, missed: true)
        case .llcReferences: cacheReads("LLC-loads", 2, missed: false)
        case .llcMisses: cacheReads("LLC-load-misses", 2, missed: true)
        case .dtlbLoads: cacheReads("dTLB-loads", 3, missed: false)
        case .dtlbMisses: cacheReads("dTLB-load-misses", 3, missed: true)
        case .taskClock: software("task-clock", 1)
        case .pageFaults: software("page-faults", 2)
        case .contextSwitches: nil
        }
    }

    /// A perf group: the first event leads, all count at the same time or none.
    private final class Group: OpenCounters {
        private var descriptors: [Int32] = []

        init(_ events: [Event]) throws(CounterFault) {
            for event in events {
                let descriptor = cperf_open(event.type, event.config, descriptors.first ?? -1, false)
                guard descriptor >= 0 else {
                    close()
                    throw Self.fault(event, Errno(rawValue: -descriptor))
                }
                descriptors.append(descriptor)
            }
        }

        deinit { close() }

        private func close() {
            // Members before their leader.
            for descriptor in descriptors.reversed() { cperf_close(descriptor) }
            descriptors = []
        }

        func start() throws(CounterFault) { try Self.check(cperf_start(descriptors[0])) }

        func stop() throws(CounterFault) -> CounterReading {
            try Self.check(cperf_stop(descriptors[0]))
            var values = [UInt64](repeating: 0, count: descriptors.count)
            var enabled: UInt64 = 0
            var running: UInt64 = 0
            try Self.check(cperf_read(descriptors[0], Int32(descriptors.count), &values, &enabled, &running))
            return CounterReading(values: values, enabled: .nanoseconds(enabled), running: .nanoseconds(running))
        }

        private static func check(_ code: Int32) throws(CounterFault) {
            if code != 0 { throw .perfFailed(Errno(rawValue: -code)) }
        }

        private static func fault(_ event: Event, _ error: Errno) -> CounterFault {
            switch error {
            case .noSuchFileOrDirectory where event.type != UInt32(CPERF_TYPE_SOFTWARE):
                Environment.Processor.current().hypervisor == nil || !CorePMU.all().isEmpty
                    ? .noEvent(event.name) : .noPMU
            case .permissionDenied, .notPermitted:
                .forbidden(paranoid: SmallFile.line("/proc/sys/kernel/perf_event_paranoid"))
            case .noFunction: .noPerfEvents
            default: .notOpened(event: event.name, error)
            }
        }
    }
}
