import HostReports
import PhysicalMemory
import Reporting
import SafeText
import TDMRConstruction
import TDXHost
import TDXModule

/// A simulated start-up as text.
struct EnableText {
    let path: String
    let report: EnableReport

    /// The whole text, without a final line end.
    var lines: String {
        guard let timeline = report.timeline, let simulation = report.simulation, let layout = report.plan.layout else {
            return failure
        }
        return [
            heading(layout, simulation), steps(timeline), initialization(timeline, simulation), schedules,
            memory(simulation), waits(timeline),
        ].joined(separator: "\n")
    }

    private var failure: String {
        let heading =
            "\(TerminalText.line(path))\n\(report.plan.profile.description)\nstrategy \(report.plan.strategy.name): "
        if let refusal = report.plan.refusal {
            return heading
                + "the TDX module refuses the layout: \(refusal)."
        }
        let reason = report.plan.error.map { $0.message.map { " \($0)" } ?? "" } ?? ""
        return heading + "no layout, \(report.plan.error?.status ?? "")." + reason
    }

    private func heading(_ layout: Layout, _ simulation: StartUpSimulation) -> String {
        let topology = report.topology
        var text =
            "\(TerminalText.line(path))\n\(report.plan.profile.description)\nstrategy \(report.plan.strategy.name), PAMT placement \(report.plan.pamtPlacement): "
        text += "\(count(layout.tdmrs.count, "TDMR")), \(simulation.granules) GiB, \(layout.pamtSize.kib) KiB of PAMT; "
        text += TopologyText.sentence(
            topology,
            assumesProcessors: report.options.logicalProcessors == nil && report.map.statedLogicalProcessors == nil,
            assumesPackages: report.options.packages == nil)
        return text + "\nSimulated time by the cost model; nothing here was measured.\n"
    }

    private func steps(_ timeline: StartUpTimeline) -> String {
        var table = TextTable([
            .text("step"), .number("SEAMCALLs"), .number("begins"), .number("takes"), .number("share"),
        ])
        for entry in timeline.entries {
            if entry.step == .allocation { table.addRule() }
            table.add([
                entry.step.rawValue, entry.calls == 0 ? "" : Figure.count(Int(entry.calls)), "\(entry.start)",
                "\(entry.duration)",
                Figure.percent(timeline.share(of: entry)),
            ])
        }
        table.addRule()
        table.add(["all", Figure.count(Int(timeline.seamcalls)), "", "\(timeline.end)", Figure.percent(1)])
        return table.rendered()
    }

    private func initialization(_ timeline: StartUpTimeline, _ simulation: StartUpSimulation) -> String {
        let phase = timeline.initialization
        let used = phase.processorsUsed
        var text =
            "TDH.SYS.TDMR.INIT, \(simulation.schedule.rawValue): \(phase.end) with \(used) of \(count(report.topology.processors, "LP")); "
        text += "\(report.closedForm ?? .zero) by the closed form"
        if let bound = report.bound { text += ", where \(sentence(bound)) decides" }
        text += ".\n"
        if used > 0, phase.end > .zero {
            let busy = phase.busy.seconds / (phase.end.seconds * Double(used))
            text +=
                "These LPs are busy \(Figure.percent(busy)) of that time; \(Figure.percent(phase.busy > .zero ? phase.waited.seconds / phase.busy.seconds : 0)) "
            text += "of it they wait for memory.\n"
        }
        return text
    }

    private func sentence(_ bound: InitBound) -> String {
        switch bound {
        case .oneProcessor: "the sum of all calls"
        case .longestTDMR(let index): "TDMR \(index), the longest,"
        case .processors(let number): "an equal share for each of \(number) LPs"
        case .memory(let node): "the write bandwidth of node \(node)"
        }
    }

    private var schedules: String {
        var table = TextTable([.text("policy"), .number("TDMR.INIT"), .number("faster than one LP")])
        let serial = report.sums?.serial ?? .zero
        for (schedule, end) in report.schedules {
            table.add([schedule.rawValue, "\(end)", end > .zero ? Figure.ratio(serial.seconds / end.seconds) : ""])
        }
        return table.rendered()
    }

    /// The memory that PAMT takes and, where it is dynamic, its time while guests start.
    private func memory(_ simulation: StartUpSimulation) -> String {
        guard let memory = report.memory, simulation.pamt == .dynamic else { return "" }
        var text =
            "PAMT memory: \(memory.withoutGuests.kib) KiB without a guest (\(memory.referenceCounts.kib) KiB of it reference counts), "
        text +=
            "\(memory.halfInGuests.kib) KiB with half of the memory in guests, \(memory.allInGuests.kib) KiB with all of it; static PAMT of these TDMRs: \(memory.staticTables.kib) KiB always.\n"
        guard let cost = report.guests else { return text }
        let guests = report.options.guests
        text +=
            "\(count(Int(guests.guests), "guest")) of \(guests.memory) starting\(guests.guests == 1 ? "" : " at once"), \(Figure.percent(guests.touchedShare)) of the memory touched: \(Figure.count(Int(cost.gets))) pages counted in \(cost.get) of processor time"
        if cost.waiting > .zero {
            text += ", \(cost.waiting) of it waiting for the lock, by the published waits of one and five guests"
        }
        text +=
            "; \(Figure.count(Int(cost.adds))) TDH.PHYMEM.PAMT.ADD take \(Figure.count(Int(cost.pairs.pages))) pages; going away takes \(cost.put).\n"
        return text
    }

    private func waits(_ timeline: StartUpTimeline) -> String {
        let waits = timeline.waits
        return """
            PAMT memory is \(report.options.allocation.consequence).
            At boot: booting takes \(waits.boot) longer, no guest waits.
            At boot, TDMRs in the background: booting takes \(waits.bootWithBackground) longer; from then on the first GiB can be used after \
            \(waits.firstGranule), half of the memory after \(waits.half), all of it after \(waits.all).
            A run-time update of the module stops all LPs for \(report.options.costs.updateDowntime(processors: report.topology.processors)); TDMRs and PAMT stay.
            """
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
