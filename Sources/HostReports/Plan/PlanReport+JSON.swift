package import JSONText
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

extension PlanReport {
    /// The report as `tdmr plan --format json` prints it on one line.
    /// - Parameter path: the map's path as the user gave it.
    package func json(path: String) -> JSONValue {
        [
            "map": .string(path),
            "strategy": .string(strategy.name),
            "pamt_placement": .string(pamtPlacement),
            "kernel": .string(profile.kernel.name),
            "module_version": .string("\(profile.module)"),
            "pamt_mode": .string(profile.pamt.rawValue),
            "status": .string(error?.status ?? "OK"),
            "message": .optional(error?.message),
            "memlist": .table(
                JSONTable(
                    [.hex(zeros: 3), .hex(zeros: 3), .decimal],
                    result.memlist.flatMap { [$0.start.rawValue, $0.end.rawValue, UInt64($0.node.rawValue)] })),
            "cmrs": map.cmrs.map { .array($0.map { Self.range($0.base, $0.base + $0.size) }) } ?? .null,
            "tdmrs": .array(layout?.tdmrs.map(Self.json) ?? []),
            "pamt_kib": JSONValue(layout?.pamtSize.kib ?? 0),
            "refcount_bytes": referenceCounts.map { JSONValue($0.rawValue) } ?? .null,
            "withheld": .table(
                JSONTable(
                    [.hex(zeros: 3), .hex(zeros: 3)],
                    layout?.withheld.flatMap { [$0.start.rawValue, $0.end.rawValue] } ?? [])),
            "module": verdict.map { ["status": .string("\($0.status)"), "name": .string($0.status.name)] } ?? .null,
            "predicted": prediction.map(Self.json) ?? .null,
            "startup": startUp.map(Self.json) ?? .null,
            "solution": result.solution.map(Self.json) ?? .null,
        ]
    }

    /// The best plan's figures in the objective's order, each with its bound: no plan that is as good in the figures before is below it. Names the figures that are proven the best.
    private static func json(_ solution: PlanSolution) -> JSONValue {
        func figures(_ figure: (PlanFigures.Key) -> PlanFigure) -> JSONValue {
            [
                "off_node_kib": json(figure(.offNode)), "parallel_us": json(figure(.time)),
                "pamt_kib": json(figure(.pamt)), "tdmrs": json(figure(.tdmrs)), "areas": json(figure(.areas)),
            ]
        }
        let proven = solution.claims.filter(\.isProven).map(\.key)
        return [
            "objective": .string(solution.objective.rawValue),
            "figures": figures(solution.figure),
            "bounds": figures(solution.lowerBound),
            "proven": .array(
                PlanFigures.Key.allCases.filter(proven.contains).compactMap(\.jsonName).map { .string($0) }),
        ]
    }

    private static func json(_ figure: PlanFigure) -> JSONValue {
        switch figure {
        case .size(let size): JSONValue(size.kib)
        case .time(let time): .number(Double(time.rawValue) / 1_000_000)
        case .count(let count): JSONValue(count)
        }
    }

    private static func json(_ tdmr: PlannedTDMR) -> JSONValue {
        let info = tdmr.info
        return [
            "base": .hex(info.base.rawValue),
            "size": .hex(info.size.rawValue),
            "node": JSONValue(tdmr.pamtNode.rawValue),
            "pamt_1g": json(info.pamt1G),
            "pamt_2m": json(info.pamt2M),
            "pamt_4k": json(info.pamt4K),
            "reserved": .array(info.reservedAreas.map { [.hex($0.offset.rawValue), .hex($0.size.rawValue)] }),
        ]
    }

    private static func json(_ table: PAMTTable) -> JSONValue {
        [.hex(table.base.rawValue), .hex(table.size.rawValue)]
    }

    private static func json(_ prediction: StartUpPrediction) -> JSONValue {
        [
            "seamcalls": JSONValue(prediction.seamcalls),
            "serial_us": .number(prediction.serial.microseconds),
            "parallel_us": .number(prediction.parallel.microseconds),
            "lps": JSONValue(prediction.processors),
        ]
    }

    private static func json(_ time: StartUpTime) -> JSONValue {
        [
            "total_us": .number(time.total.microseconds), "alloc_us": .number(time.allocation.microseconds),
            "init_us": .number(time.initialization.microseconds), "rest_us": .number(time.rest.microseconds),
        ]
    }

    private static func range(_ start: PhysicalAddress, _ end: PhysicalAddress) -> JSONValue {
        [.hex(start.rawValue), .hex(end.rawValue)]
    }
}

extension PlanFigures.Key {
    /// nil: not a member of the report.
    fileprivate var jsonName: String? {
        switch self {
        case .withheld: "withheld"
        case .offNode: "off_node_kib"
        case .time: "parallel_us"
        case .pamt: "pamt_kib"
        case .bridged: nil
        case .tdmrs: "tdmrs"
        case .areas: "areas"
        }
    }
}
