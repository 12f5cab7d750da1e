package import JSONText
import TDXHost
import TDXModule

extension Ladder {
    /// The ladder as `tdmr ladder --format json` prints it on one line. All times are predicted.
    /// - Parameter path: the map's path as the user gave it.
    package func json(path: String) -> JSONValue {
        [
            "map": .string(path),
            "lps": JSONValue(topology.processors),
            "lps_assumed": .bool(assumesProcessors),
            "rungs": .array(rungs.map(json)),
        ]
    }

    private func json(_ rung: LadderRung) -> JSONValue {
        let time = rung.time(costs)
        let interval = rung.interval(costs)
        func microseconds(_ span: Picoseconds?) -> JSONValue { span.map { .number($0.microseconds) } ?? .null }
        return [
            "name": .string(rung.name),
            "changes": .array(rung.changes.map { .string($0.rawValue) }),
            "starts": .bool(rung.starts),
            "reason": .optional(rung.obstacle.map { "\($0)" }),
            "kernel": .string(rung.profile.kernel.name),
            "module_version": .string("\(rung.profile.module)"),
            "tdmrs": JSONValue(rung.tdmrs),
            "areas_max": JSONValue(rung.mostAreas),
            "withheld_kib": JSONValue(rung.withheld.kib),
            "pamt_kib": JSONValue(rung.memory?.tables.kib ?? 0),
            "pamt_kib_full": JSONValue(rung.memory?.allInGuests.kib ?? 0),
            "total_us": microseconds(time?.total),
            "alloc_us": microseconds(time?.allocation),
            "init_us": microseconds(time?.initialization),
            "rest_us": microseconds(time?.rest),
            "low_us": microseconds(interval?.low),
            "high_us": microseconds(interval?.high),
        ]
    }
}
