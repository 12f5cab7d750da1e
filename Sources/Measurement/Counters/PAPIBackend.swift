import CPAPI
import CProbes

/// Events through libpapi, loaded at run time.
package final class PAPIBackend: CounterBackend {
    package let name = "papi"
    /// Why libpapi cannot be used; nil where it can.
    let unusable: String?
    private let binding: CorePMU.Binding
    private var proven: [LogicalCounter: CounterResolution] = [:]

    /// Loads libpapi where it is installed.
    package init() {
        unusable = cpapi_load() ? nil : String(cString: cpapi_reason())
        binding = CorePMU.binding()
    }

    /// `7.0`, or nil when libpapi cannot be used.
    package var version: String? {
        guard unusable == nil else { return nil }
        return "\(cpapi_version() >> 24).\(cpapi_version() >> 16 & 0xff)"
    }

    /// The event before it is proven: the first native candidate whose name libpapi resolves on this CPU. Presets are not used: their names
    /// resolve on every CPU.
    package func resolvedName(_ counter: LogicalCounter) -> String? {
        guard unusable == nil else { return nil }
        return Self.candidates(counter).first { !$0.hasPrefix("PAPI_") && cpapi_resolve($0) == 0 }
    }

    package func resolve(_ counter: LogicalCounter) -> CounterResolution {
        if let known = proven[counter] { return known }
        let found = prove(counter)
        proven[counter] = found
        return found
    }

    private func prove(_ counter: LogicalCounter) -> CounterResolution {
        if let unusable { return .absent(.libraryUnusable(unusable)) }
        let candidates = Self.candidates(counter)
        guard !candidates.isEmpty else { return .notOffered }
        // libpapi does not report for how long a counter really counted.
        if case .several(let kinds) = binding, !counter.isSoftware {
            return .absent(.severalKindsOfCores(kinds))
        }
        var fault: CounterFault?
        for event in candidates {
            do throws(CounterFault) {
                let set = try EventSet([event])
                try set.start()
                try Self.seeWork(counter, event, set)
                return .found(event: event)
            } catch {
                // The most informative fault: a refused event, else one that the processor lacks, else a name that libpapi does not know.
                if !error.eventIsUnknown, fault?.eventIsUnknown ?? true { fault = error }
                if fault == nil, cpapi_resolve(event) == 0 { fault = error }
            }
        }
        let component = String(cString: cpapi_reason())
        return .absent(component.isEmpty ? fault ?? .eventUnknown : .libraryUnusable(component))
    }

    /// On every core, work takes cycles, instructions and branches. For an event of another kind of cores libpapi reports 0.
    private static func seeWork(_ counter: LogicalCounter, _ event: String, _ set: EventSet) throws(CounterFault) {
        probe_known_branches(10_000)
        let value = try set.stop().values[0]
        if value == 0, [.cycles, .instructions, .branches].contains(counter) {
            throw .countsNothing(event: event)
        }
    }

    package func open(_ counters: [LogicalCounter]) throws(CounterFault) -> any OpenCounters {
        var events: [String] = []
        for counter in counters {
            guard case .found(let event) = resolve(counter) else { throw .cannotBeCounted(counter) }
            events.append(event)
        }
        return try EventSet(events)
    }

    /// Native and preset names in order of preference: the kernel's generic names first, because libpapi's presets are missing on new processors, then those of Intel's
    /// servers and AMD's Zen parts.
    static func candidates(_ counter: LogicalCounter) -> [String] {
        switch counter {
        case .cycles:
            [
                "perf::CYCLES", "PAPI_TOT_CYC", "CPU_CLK_UNHALTED:THREAD_P", "CPU_CLK_UNHALTED:THREAD",
                "CYCLES_NOT_IN_HALT",
            ]
        case .instructions: ["perf::INSTRUCTIONS", "PAPI_TOT_INS", "INST_RETIRED:ANY_P", "RETIRED_INSTRUCTIONS"]
        case .branches:
            ["perf::BRANCHES", "PAPI_BR_INS", "BR_INST_RETIRED:ALL_BRANCHES", "RETIRED_BRANCH_INSTRUCTIONS"]
        case .branchMisses:
            [
                "perf::BRANCH-MISSES", "PAPI_BR_MSP", "BR_MISP_RETIRED:ALL_BRANCHES",
                "RETIRED_BRANCH_INSTRUCTIONS_MISPREDICTED",
            ]
        case .l1dLoads:
            ["perf::L1-DCACHE-LOADS", "PAPI_LD_INS", "MEM_INST_RETIRED:ALL_LOADS", "LS_DISPATCH:LD_DISPATCH"]
        case .l1dMisses:
            [
                "perf::L1-DCACHE-LOAD-MISSES", "PAPI_L1_LDM", "MEM_LOAD_RETIRED:L1_MISS",
                "DEMAND_DATA_CACHE_FILLS_FROM_SYSTEM:LCL_L2",
            ]
        // The generic LLC events have no mapping on AMD's core PMUs.
        case .llcReferences: ["perf::LLC-LOADS", "PAPI_L3_TCA", "LONGEST_LAT_CACHE:REFERENCE"]
        case .llcMisses: ["perf::LLC-LOAD-MISSES", "PAPI_L3_TCM", "MEM_LOAD_RETIRED:L3_MISS", "LONGEST_LAT_CACHE:MISS"]
        case .dtlbLoads: ["perf::DTLB-LOADS"]
        case .dtlbMisses:
            [
                "perf::DTLB-LOAD-MISSES", "PAPI_TLB_DM", "DTLB_LOAD_MISSES:WALK_COMPLETED",
                "L1_DTLB_MISS:TLB_RELOAD_4K_L2_MISS",
            ]
        case .taskClock: ["perf::TASK-CLOCK"]
        case .pageFaults: ["perf::PAGE-FAULTS"]
        // 0 in libpapi's user domain, and for ordinary users in every domain.
        case .contextSwitches: []
        }
    }

    /// A PAPI event set, made, used and destroyed on one thread.
    private final class EventSet: OpenCounters {
        private var set: Int32 = -1
        private let count: Int

        init(_ events: [String]) throws(CounterFault) {
            count = events.count
            try Self.check(cpapi_create(&set), "create an event set")
            for event in events {
                let code = cpapi_add(set, event)
                if code != 0 {
                    cpapi_destroy(set)
                    throw .notAdded(event: event, code: code)
                }
            }
        }

        deinit { cpapi_destroy(set) }

        func start() throws(CounterFault) { try Self.check(cpapi_start(set), "start") }

        func stop() throws(CounterFault) -> CounterReading {
            var values = [Int64](repeating: 0, count: count)
            try Self.check(cpapi_stop(set, &values), "stop")
            // A counter that wrapped or was never programmed reads negative; such a value is not a count.
            guard let lowest = values.min(), lowest >= 0 else { throw .negative }
            return CounterReading(values: values.map { UInt64($0) })
        }

        private static func check(_ code: Int32, _ action: String) throws(CounterFault) {
            if code != 0 { throw .libraryFailed(action: action, code: code) }
        }
    }
}
