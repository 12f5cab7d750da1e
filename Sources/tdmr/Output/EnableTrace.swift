import HostReports
import JSONText
import Reporting
import TDXHost
import TDXModule

/// A simulated start-up as a trace: one track per LP, and the usable memory as a counter.
struct EnableTrace {
    let path: String
    let report: EnableReport
    let timeline: StartUpTimeline

    var document: TraceDocument {
        var document = TraceDocument(
            name: "simulated start-up of \(path)",
            notes: [
                .init("simulated", true), .init("map", .string(path)),
                .init("strategy", .string(report.plan.strategy.name)),
                .init("policy", .string(report.options.schedule.rawValue)),
                .init("kernel", .string(report.plan.profile.kernel.name)),
                .init("module_version", .string("\(report.plan.profile.module)")),
                .init("pamt_mode", .string(report.plan.profile.pamt.rawValue)),
                .init(
                    "costs",
                    .object(CostParameter.allCases.map { .init($0.name, .string(report.options.costs.text($0))) })),
            ])
        for lp in report.topology.all {
            document.nameTrack(track(lp), "LP \(lp.rawValue), package \(report.topology.package(of: lp))")
        }
        for entry in timeline.entries { add(entry, to: &document) }
        return document
    }

    private func track(_ lp: LogicalProcessorID) -> TraceDocument.Track { TraceDocument.Track(lp.rawValue) }

    private func time(_ moment: Picoseconds) -> TraceTime { TraceTime(microseconds: moment.microseconds) }

    private func add(_ entry: StartUpTimeline.Entry, to document: inout TraceDocument) {
        switch entry.step {
        case .moduleInit, .metadata, .allocation, .config:
            add(
                entry.step, from: entry.start, lasting: entry.duration, on: LogicalProcessorID(0), calls: entry.calls,
                to: &document)
        case .processorInit:
            for lp in report.topology.all {
                add(entry.step, from: entry.start, lasting: entry.duration, on: lp, calls: 1, to: &document)
            }
        case .cacheFlush:
            for lp in report.topology.all {
                add(entry.step, from: entry.start, lasting: entry.duration, on: lp, calls: 0, to: &document)
            }
        case .keyConfig:
            // One package after the other.
            let each = report.options.costs.keyConfig
            for package in 0..<report.topology.packages {
                guard let lp = report.topology.all.first(where: { report.topology.package(of: $0) == package }) else {
                    continue
                }
                add(
                    entry.step, from: entry.start + UInt64(package) * each, lasting: each, on: lp, calls: 1,
                    to: &document)
            }
        case .tdmrInit:
            addInitialization(from: entry.start, to: &document)
        }
    }

    private func add(
        _ step: StartUpStep, from start: Picoseconds, lasting duration: Picoseconds, on lp: LogicalProcessorID,
        calls: UInt64,
        to document: inout TraceDocument
    ) {
        guard duration > .zero else { return }
        let arguments: [JSONValue.Member] = calls > 0 ? [.init("seamcalls", JSONValue(calls))] : []
        document.addSlice(
            step.rawValue, category: "start-up", on: track(lp), from: time(start), to: time(start + duration),
            arguments: arguments)
    }

    private func addInitialization(from start: Picoseconds, to document: inout TraceDocument) {
        let phase = timeline.initialization
        document.addCounter("usable GiB", 0, at: time(start))
        for point in phase.usable {
            document.addCounter("usable GiB", Double(point.granules), at: time(start + point.time))
        }
        for turn in phase.turns {
            document.addSlice(
                turn.tdmr.map { "TDMR \($0)" } ?? "several TDMRs", category: "TDH.SYS.TDMR.INIT",
                on: track(turn.processor), from: time(start + turn.start),
                to: time(start + turn.end),
                arguments: [
                    .init("seamcalls", JSONValue(turn.calls)),
                    .init("waited for memory, us", .number(turn.waited.microseconds)),
                ]
                    + (turn.tdmr.map { [.init("reserved areas", JSONValue(report.simulation?.work[$0].areas ?? 0))] }
                        ?? []))
        }
    }
}
