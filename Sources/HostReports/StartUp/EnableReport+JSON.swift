package import JSONText
import TDMRConstruction
import TDXHost
import TDXModule

extension EnableReport {
    /// The report as `tdmr enable --format json` prints it on one line. All times are simulated.
    /// - Parameter path: the map's path as the user gave it.
    package func json(path: String) -> JSONValue {
        [
            "map": .string(path),
            "strategy": .string(plan.strategy.name),
            "pamt_placement": .string(plan.pamtPlacement),
            "status": .string(plan.error?.status ?? "OK"),
            "message": .optional(plan.error?.message),
            "module": verdict.map { ["status": .string("\($0.status)"), "name": .string($0.status.name)] } ?? .null,
            "policy": .string(options.schedule.rawValue),
            "kernel": .string(plan.profile.kernel.name),
            "module_version": .string("\(plan.profile.module)"),
            "pamt_mode": .string(plan.profile.pamt.rawValue),
            "refcount_bytes": plan.referenceCounts.map { JSONValue($0.rawValue) } ?? .null,
            "lps": JSONValue(topology.processors),
            "packages": JSONValue(topology.packages),
            "tdmrs": JSONValue(plan.layout?.tdmrs.count ?? 0),
            "gib": JSONValue(simulation?.granules ?? 0),
            "pamt_memory": memory.map(Self.json) ?? .null,
            "guests": guests.map(json) ?? .null,
            "simulated": timeline.map(json) ?? .null,
            "costs": .object(CostParameter.allCases.map { JSONValue.Member($0.name, .string(options.costs.text($0))) }),
        ]
    }

    private static func json(_ memory: PAMTMemory) -> JSONValue {
        [
            "tables_kib": JSONValue(memory.tables.kib), "refcounts_kib": JSONValue(memory.referenceCounts.kib),
            "no_guest_kib": JSONValue(memory.withoutGuests.kib), "half_kib": JSONValue(memory.halfInGuests.kib),
            "all_kib": JSONValue(memory.allInGuests.kib), "static_kib": JSONValue(memory.staticTables.kib),
        ]
    }

    private func json(_ cost: GuestStart.Cost) -> JSONValue {
        [
            "guests": JSONValue(options.guests.guests), "gib_each": JSONValue(options.guests.memory.gib),
            "touched_kib_each": JSONValue(options.guests.touched.kib),
            "lock_free": .bool(options.guests.isLockFree),
            "gets": JSONValue(cost.gets), "pamt_add": JSONValue(cost.adds), "pages": JSONValue(cost.pairs.pages),
            "get_us": .number(cost.get.microseconds),
            "waiting_us": .number(cost.waiting.microseconds), "put_us": .number(cost.put.microseconds),
        ]
    }

    private func json(_ timeline: StartUpTimeline) -> JSONValue {
        let waits = timeline.waits
        return [
            "seamcalls": JSONValue(timeline.seamcalls),
            "steps": .array(
                timeline.entries.map { entry in
                    [
                        "step": .string(entry.step.rawValue), "seamcalls": JSONValue(entry.calls),
                        "start_us": .number(entry.start.microseconds),
                        "duration_us": .number(entry.duration.microseconds),
                        "share": .number(timeline.share(of: entry)),
                    ]
                }),
            "total_us": .number(timeline.end.microseconds),
            "enable_us": .number(timeline.enabling.microseconds),
            "init_us": .number(timeline.initialization.end.microseconds),
            "init_closed_form_us": .number((closedForm ?? .zero).microseconds),
            "init_lps": JSONValue(timeline.initialization.processorsUsed),
            "init_waited_us": .number(timeline.initialization.waited.microseconds),
            "first_gib_us": .number(waits.firstGranule.microseconds),
            "half_us": .number(waits.half.microseconds),
            "update_downtime_us": .number(options.costs.updateDowntime(processors: topology.processors).microseconds),
            "boot_with_background_us": .number(waits.bootWithBackground.microseconds),
        ]
    }
}
