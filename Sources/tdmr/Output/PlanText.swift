import Algorithms
import HostReports
import JSONText
import MemoryMaps
import PhysicalMemory
import Reporting
import SafeText
import TDMRConstruction
import TDXHost
import TDXModule

/// A plan as text.
struct PlanText {
    let path: String
    let report: PlanReport
    let options: PlannerOptions
    /// The firmware's ranges, which explain holes.
    let kept: KeptMemory
    /// Whether the plan is the one for the whole start-up.
    var showsStartUp = false

    /// Writes the text in pieces: memory may be withheld in a million ranges.
    func write<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        guard let layout = report.layout else {
            return try sink(Self.paragraphs([heading, failure]) + [UInt8(ascii: "\n")])
        }
        try sink(Self.paragraphs([heading, table(layout)]))
        try writeWithheld(layout, to: sink)
        // A layout that the module refuses gains nothing and starts nothing.
        guard report.isValid else { return try sink(Self.paragraphs([verdict]) + [UInt8(ascii: "\n")]) }
        let explanation = PlanExplanation(report, comparedWith: report.linux(options: options))
            .map { "\n" + $0.sentences.joined(separator: "\n") }
        try sink(Self.paragraphs([verdict, prediction, explanation ?? ""]) + [UInt8(ascii: "\n")])
    }

    /// The parts that are not empty, each with a line end.
    private static func paragraphs(_ parts: [String]) -> [UInt8] {
        Array(parts.filter { !$0.isEmpty }.map { $0 + "\n" }.joined().utf8)
    }

    private var heading: String {
        let memory = report.map.memory.reduce(ByteCount.zero) { $0 + $1.pages.size }
        var text =
            "\(TerminalText.line(path))\n\(report.profile.description)\nstrategy \(report.strategy.name), PAMT placement \(report.pamtPlacement): "
        if let layout = report.layout {
            let count = layout.tdmrs.count
            text += "\(count) TDMR\(count == 1 ? "" : "s"), \(layout.pamtSize.kib) KiB of PAMT"
            if memory > .zero {
                text +=
                    " (\(Figure.percent(Double(layout.pamtSize.rawValue) / Double(memory.rawValue))) of \(size(memory)))"
            }
        } else {
            text += report.error?.status ?? ""
        }
        return text + "\n"
    }

    private func table(_ layout: Layout) -> String {
        var table = TextTable([
            .number("TDMR"), .number("base"), .number("end"), .number("size"), .number("node"), .number("areas"),
            .number("PAMT"), .text("PAMT lies"),
        ])
        for (index, tdmr) in layout.tdmrs.enumerated() {
            let info = tdmr.info
            let pamt = info.pamt1G.size + info.pamt2M.size + info.pamt4K.size
            table.add([
                "\(index)", "\(info.base)", "\(info.base + info.size)", "\(info.size)", "\(tdmr.pamtNode)",
                "\(info.reservedAreas.count)/\(report.map.limits.maxReservedAreas)", "\(pamt.kib) KiB",
                place(of: info, layout),
            ])
        }
        return table.rendered()
    }

    /// Where the PAMT begins, on which node and in which TDMR; where its tables do not lie side by side, the longest.
    private func place(of info: TDMRInfo, _ layout: Layout) -> String {
        let tables = [info.pamt4K, info.pamt2M, info.pamt1G].filter { $0.size > .zero }.sorted { $0.base < $1.base }
        let pieces = tables.chunked { $0.base + $0.size == $1.base }
        let length = { (piece: ArraySlice<PAMTTable>) in piece.reduce(ByteCount.zero) { $0 + $1.size } }
        guard let longest = pieces.max(by: { length($0) < length($1) }), let first = longest.first?.base else {
            return "nowhere"
        }
        let frame = PageFrame(containing: first)
        var text = "\(first)"
        if let region = report.map.memory.first(where: { $0.pages.contains(frame) }) { text += ", node \(region.node)" }
        let owner = layout.tdmrs.firstIndex { $0.info.base <= first && first < $0.info.base + $0.info.size }
        text += owner.map { ", in TDMR \($0)" } ?? ", outside all TDMRs"
        return pieces.count > 1 ? text + ", \(length(longest).kib) KiB of it" : text
    }

    private func writeWithheld<Failure: Error>(_ layout: Layout, to sink: ([UInt8]) throws(Failure) -> Void)
        throws(Failure)
    {
        guard !layout.withheld.isEmpty else { return }
        let total = layout.withheldSize
        try sink(Array("Withheld from the page allocator, \(size(total)):\n".utf8))
        var lines = TextBuffer()
        for range in layout.withheld {
            lines.append("  ")
            lines.append(range)
            lines.append(" ")
            lines.append(range.size)
            lines.append("\n")
            if lines.isFull { try lines.empty(into: sink) }
        }
        lines.append("\n")
        try lines.empty(into: sink)
    }

    private var verdict: String {
        if let refusal = report.refusal { return "The TDX module refuses this layout: \(refusal)." }
        return report.verdict == nil
            ? "The TDX module was not asked: \(report.whyNotJudged)." : "The TDX module accepts this layout."
    }

    private var prediction: String {
        guard let prediction = report.prediction else { return "" }
        let lps = prediction.processors
        return
            "Predicted start-up: \(prediction.seamcalls) SEAMCALLs; initialising the TDMRs takes \(prediction.serial) on one LP, "
            + "\(prediction.parallel) on \(lps) LP\(lps == 1 ? "" : "s") at once." + startUp
    }

    /// The total that was minimised, with its parts, and the costs that were not counted.
    private var startUp: String {
        guard showsStartUp, let time = report.startUp, let layout = report.layout else { return "" }
        let text =
            "\nWhole start-up, which is what was minimised: \(time.total), of it \(time.allocation) allocation, "
            + "\(time.initialization) TDMR.INIT and \(time.rest) the rest."
        let work = layout.initWork(memory: report.map.memory)
        let away = zip(work, layout.tdmrs).count { $0.pamtNode != $1.pamtNode }
        guard away > 0 else { return text }
        return text
            + "\nPAMTs off the node of their TDMR: \(away), which guests pay for later; --objective default keeps them on it where it can."
    }

    private var failure: String {
        guard let failure = report.failure(options: options) else { return "" }
        var text = report.error?.message.map { $0 + "\n" } ?? ""
        let sentences = failure.sentences.filter { $0 != report.error?.message }
        if !sentences.isEmpty { text += "\n" + sentences.joined(separator: "\n") + "\n" }
        if case .areasExhausted(let demand, let limit) = failure { text += "\n" + table(demand, limit) }
        return String(text.dropLast())
    }

    private func table(_ demand: AreaDemand, _ limit: Int) -> String {
        var table = TextTable([
            .number("area"), .number("start"), .number("end"), .number("size"), .text("CMR"), .text("what it is"),
        ])
        for (index, area) in demand.areas.enumerated() {
            if index == limit { table.addRule() }
            let inside = area.isConvertible.map { $0 ? "inside" : "outside" } ?? "unknown"
            table.add([
                "\(index + 1)", "\(area.pages.start.address)", "\(area.pages.end.address)", "\(area.pages.size)",
                inside, area.origin.sentence(kept.description(of: area.pages)),
            ])
        }
        return table.rendered()
    }

    /// A size to three digits, for totals.
    private func size(_ size: ByteCount) -> String {
        let gib = Double(size.rawValue) / Double(ByteCount.gib(1).rawValue)
        return gib >= 1 ? "\(Figure.fixed(gib, decimals: gib >= 100 ? 0 : 1)) GiB" : "\(size)"
    }
}
