import MemoryMaps
public import PhysicalMemory
import TDMRConstruction
import TDXHost
public import TDXModule

extension Diagnosis {
    /// Linux's layout for the log's memory and its time, by the model.
    public struct Model: Sendable {
        /// Whole GiB of each TDMR.
        public var granules: [UInt64]
        /// Memory of the PAMTs.
        public var pamtSize: ByteCount
        /// From the first line of an attempt to the last: allocation, CONFIG, WBINVD, KEY.CONFIG, TDMR.INIT.
        public var enabling: Picoseconds
        /// The part of it that allocating takes.
        public var allocation: Picoseconds
    }

    /// Whether the log itself shows that it does not hold all of the machine's memory.
    var isMapIncomplete: Bool {
        reading.warnings.contains { warning in
            switch warning.concern {
            case .convertibleMemoryAboveMap, .nodeRangesEndEarly: true
            case .linesMissing(_, _, let memory): memory != .zero
            default: false
            }
        }
    }

    /// Why Linux fails with the log's memory, by the model, in sentences; empty where it does not fail or the memory is not known.
    public var modelFailure: [String] {
        guard !reading.map.memory.isEmpty else { return [] }
        let options = PlannerOptions()
        return PlanReport(reading.map, strategy: Planners.linux, options: options).failure(options: options)?.sentences
            ?? []
    }

    /// A sentence about the layout that exists for the log's memory; nil where there is none or the memory is not known.
    var betterPlan: String? {
        guard !reading.map.memory.isEmpty else { return nil }
        let report = PlanReport(
            reading.map, strategy: Planners.defaultStrategy,
            options: PlannerOptions(logicalProcessors: reading.map.logicalProcessors))
        guard report.isValid, let layout = report.layout else { return nil }
        let most = layout.tdmrs.map(\.info.reservedAreas.count).max() ?? 0
        return
            "The memory of this log has a layout that the module takes: `tdmr plan` makes \(layout.tdmrs.count) TDMR\(layout.tdmrs.count == 1 ? "" : "s") of it, with at most \(most) reserved area\(most == 1 ? "" : "s") each."
    }

    /// The model; nil where the log does not hold all memory, or there would be too many TDMRs.
    public var model: Model? {
        let map = reading.map
        guard !map.memory.isEmpty, !isMapIncomplete else { return nil }
        let memlist = PlanReport(map, strategy: Planners.linux, options: PlannerOptions()).result.memlist
        guard !memlist.isEmpty, let tdmrs = try? LinuxCoverage().cover(memlist, limits: map.limits) else { return nil }
        let granules = tdmrs.map(\.size.gib)
        let mode: PAMTMode = hasDynamicPAMT == true ? .dynamic : .static
        let sizes = map.limits.pamtSizes(mode)
        let pamt = granules.reduce(ByteCount.zero) { $0 + sizes.size(granules: $1) }
        let all = granules.reduce(0, +)
        let costs = CostModel.standard
        let allocation = costs.allocationTime(granules: all, tdmrs: tdmrs.count, zeroed: true, pamt: mode)
        let rest =
            costs.configTime(tdmrs: tdmrs.count, areas: 0) + costs.cacheFlush + UInt64(
                max(1, reading.packages ?? map.packages))
            * costs.keyConfig
        return Model(
            granules: granules, pamtSize: pamt,
            enabling: allocation + rest + costs.initTime(granules: all, areas: 0, pamt: mode),
            allocation: allocation)
    }

    /// A sentence that explains the difference between the logged and the predicted PAMT size; nil where one is unknown or they are equal.
    public var difference: String? {
        guard let logged = pamtSize, let model, logged != model.pamtSize else { return nil }
        let more = logged > model.pamtSize
        let difference = (more ? logged - model.pamtSize : model.pamtSize - logged).kib
        let perGranule =
            (reading.map.limits.pamtSizes(hasDynamicPAMT == true ? .dynamic : .static).size(granules: 1) - .page).kib
        let (granules, rest) = difference.quotientAndRemainder(dividingBy: max(1, perGranule))
        let word = more ? "more" : "fewer"
        if granules == 0, rest % 4 == 0 {
            return
                "\(rest / 4) TDMR\(rest == 4 ? "" : "s") \(word) than the log's memory asks for: 4 KiB is the least that another TDMR costs"
        }
        guard granules > 0 else {
            return
                "\(difference) KiB \(more ? "more" : "less") than the log's memory asks for, which no number of TDMRs and of GiB in them makes: the log's line is damaged, or that of another kernel"
        }
        return "\(granules) GiB \(more ? "more" : "less") in TDMRs than the log's memory asks for: "
            + (more
                ? "lines of the memory map are missing in this log"
                : "the log holds memory that the kernel did not use, or of another machine")
    }
}
