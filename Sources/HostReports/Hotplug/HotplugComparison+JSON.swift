package import JSONText
import MemoryMaps
import PhysicalMemory
import TDXHost

extension HotplugComparison {
    /// The comparison as `tdmr hotplug --format json` prints it on one line.
    /// - Parameters:
    ///   - map: the map's path as the user gave it.
    ///   - source: the trace's path, or the name of the scenario it was made from.
    package func json(map: String, trace source: String) -> JSONValue {
        [
            "map": .string(map),
            "trace": .string(source),
            "block_size": .hex(machine.blockSize.rawValue),
            "events": JSONValue(trace.entries.count),
            "policies": .array(tallies.map(\.json)),
        ]
    }
}

extension HotplugTally {
    fileprivate var json: JSONValue {
        [
            "policy": .string(policy),
            "tdx": .string(tdx.word),
            "tdx_reason": .string(tdx.description),
            "accepted": JSONValue(accepted),
            "refused": JSONValue(refused),
            "partly": JSONValue(partly),
            "nothing_to_do": JSONValue(nothingToDo),
            "impossible": JSONValue(impossible),
            "outside_the_machine": JSONValue(outsideTheMachine),
            "wrongly_accepted": JSONValue(wronglyAccepted),
            "wrongly_refused": JSONValue(wronglyRefused),
            "split": JSONValue(split),
            "predicates_differ": JSONValue(predicatesDiffer),
            "decisions_accepted": JSONValue(decisionsAccepted),
            "decisions_refused": JSONValue(decisionsRefused),
            "bare_refusals": JSONValue(bareRefusals),
            "lookups": JSONValue(lookups),
            "measured_ns_per_event": .optional(timePerEvent.map { $0 / .nanoseconds(1) }),
            "messages": .array(
                messages.map {
                    ["errno": .string($0.errno.name), "text": .optional($0.text), "count": JSONValue($0.count)]
                }),
            "noted": .array(noted.map(\.json)),
        ]
    }
}

extension HotplugEventResult {
    fileprivate var json: JSONValue {
        [
            "line": JSONValue(entry.line),
            "event": .string(entry.event.description),
            "outcome": .string(word),
            "obstacle": .optional(obstacle?.description),
            "errno": .optional(refusal?.errno.name),
            "message": .optional(refusal?.message),
            "split_to": splitTo.map { JSONValue($0.rawValue) } ?? .null,
            "wrong": .bool(isWronglyAccepted || isWronglyRefused),
            "one_entry": predicates.map { .bool($0.oneEntry) } ?? .null,
            "union": predicates.map { .bool($0.union) } ?? .null,
        ]
    }

    private var obstacle: HotplugObstacle? {
        if case .impossible(let obstacle) = outcome { obstacle } else { nil }
    }

    private var word: String {
        switch outcome {
        case .accepted: "accepted"
        case .refused: "refused"
        case .partly: "partly"
        case .nothingToDo: "nothing-to-do"
        case .impossible: "impossible"
        }
    }
}
