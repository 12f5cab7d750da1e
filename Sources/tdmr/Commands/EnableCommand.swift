import ArgumentParser
import HostReports
import MemoryMaps
import PhysicalMemory
import Reporting
import TDXHost
import TDXModule

extension InitSchedule: ExpressibleByArgument {}

struct EnableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Simulate how long starting TDX takes on a machine, and how the time is spent.",
        discussion: """
            The layout is planned, judged by the module's rules, and the start-up priced with the cost model of `tdmr costs`. All times are simulated: \
            nothing is measured, and most parameters are not published.

            Policies of TDH.SYS.TDMR.INIT:
              serial        one LP, TDMR after TDMR, as Linux does
              whole-tdmrs   each TDMR stays with the LP that began it, the longest first
              balanced      LPs hand TDMRs on between calls (default)

            Examples:
              tdmr enable boot.log
              tdmr enable boot.log --strategy linux --serial
              tdmr enable boot.log --strategy linux --kernel tip --log
              tdmr enable boot.log --lps 64 --trace start.json      (open it in ui.perfetto.dev or chrome://tracing)
              tdmr enable boot.log --cost t_call=7us --cost node_write_bandwidth=40
              tdmr enable boot.log --dynamic-pamt --guests 50 --guest-gib 16
              tdmr generate --preset emr-2s-snc | tdmr enable - --dynamic-pamt --format json
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var input: MapArguments

    @OptionGroup var planning: StrategyOptions

    @Option(help: "Logical processors (default: as the map says).")
    var lps: Int?

    @Option(name: .customLong("policy"), help: "The order in which LPs initialise TDMRs.")
    var schedule: InitSchedule?

    @Flag(
        help:
            "Print only the kernel's lines about TDX while it boots, in order, and the result of its initcall."
    )
    var log = false

    @Flag(help: "With --log: a kernel that asks for the module's extensions, a patch in flight.")
    var extensions = false

    @Flag(help: "The same as --policy serial.")
    var serial = false

    @OptionGroup(title: "Kernel and module") var profiles: ProfileOptions

    @Flag(help: "A kernel that does not zero what it allocates (init_on_alloc=0).")
    var noZeroing = false

    @Option(
        help: ArgumentHelp("With dynamic PAMT: the cost of so many guests that start at the same time.", valueName: "n")
    )
    var guests: Int?

    @Option(help: ArgumentHelp("Memory of each of them (default: 8).", valueName: "gib"))
    var guestGib: Int?

    @Option(
        help: ArgumentHelp(
            "Percentage that each has touched by the end of its start (default: 33.6, as the published guest of 8 GiB).",
            valueName: "percent"))
    var guestTouches: Double?

    @Flag(help: "With dynamic PAMT: reference counts without the global lock, a patch in flight.")
    var lockFree = false

    @OptionGroup(title: "Cost model") var costs: CostOptions

    @Option(help: "How to print the start-up.")
    var format = Format.text

    @Option(help: "Write the timeline to this file in Chrome's trace event format. One MAP only.", completion: .file())
    var trace: String?

    func validate() throws {
        try OptionRange.check("--lps", lps, in: 1...ProcessorTopology.mostProcessors)
        try OptionRange.check("--guests", guests, in: 1...65_536)
        try OptionRange.check("--guest-gib", guestGib, in: 1...65_536)
        if let guestTouches, !(guestTouches > 0 && guestTouches <= 100) {
            throw ValidationError("--guest-touches takes a percentage above 0 and not above 100.")
        }
        if let option = guestOption, try !profiles.mayUseDynamicPAMT {
            throw ValidationError(
                "\(option) goes with dynamic PAMT (--dynamic-pamt): static PAMT costs guests nothing.")
        }
        if let option = guestOption, log { throw ValidationError("\(option) does not go with --log.") }
        if serial, let schedule, schedule != .serial {
            throw ValidationError("--serial and --policy \(schedule.rawValue) exclude each other.")
        }
        if extensions, !log { throw ValidationError("--extensions goes with --log.") }
        if log, trace != nil || format == .json { throw ValidationError("--log prints only lines.") }
        if trace != nil, input.maps.count > 1 { throw ValidationError("--trace takes one MAP only.") }
    }

    func run() throws {
        var options = EnableOptions(
            logicalProcessors: lps, schedule: serial ? .serial : schedule ?? .balanced, costs: try costs.model(),
            allocation: PAMTAllocation(zeroes: !noZeroing),
            placer: planning.placer)
        options.guests = guestStart
        options.wantsExtensions = extensions
        var allValid = true
        for reading in try input.read(needsMemory: true) {
            options.profile = try profiles.profile(for: reading, followsLog: true)
            options.packages = reading.packages
            for warning in guestWarnings(reading.map, options) {
                StandardError.print("\(reading.path): warning: \(warning)")
            }
            if log {
                let boot = BootRehearsal(
                    profiles.applied(to: reading.map), strategy: planning.strategy, options: options)
                for line in boot.lines { try StandardOutput.print("virt/tdx: \(line.text)") }
                try StandardOutput.print(
                    "initcall tdx_enable returned \(boot.errno.map { "-\($0.rawValue) (\($0.name))" } ?? "0")")
                allValid = allValid && boot.errno == nil
                continue
            }
            let report = EnableReport(profiles.applied(to: reading.map), strategy: planning.strategy, options: options)
            for warning in report.plan.warnings { StandardError.print("\(reading.path): warning: \(warning)") }
            if let trace, let timeline = report.timeline {
                let document = EnableTrace(path: reading.path, report: report, timeline: timeline).document
                try OutputFile.write(document.text.utf8, to: trace)
            }
            switch format {
            case .json: try StandardOutput.print(report.json(path: reading.path))
            case .text: try StandardOutput.print(EnableText(path: reading.path, report: report).lines)
            }
            allValid = allValid && report.timeline != nil
        }
        if !allValid { throw ExitCode.refused }
    }
}

extension EnableCommand {
    /// The first option about guests that was given; nil: none.
    private var guestOption: String? {
        if guests != nil { return "--guests" }
        if guestGib != nil { return "--guest-gib" }
        if guestTouches != nil { return "--guest-touches" }
        return lockFree ? "--lock-free" : nil
    }

    private var guestStart: GuestStart {
        let memory = ByteCount.gib(UInt64(guestGib ?? 8))
        let touched = guestTouches.map { ByteCount.pages(UInt64((Double(memory.pages) * $0 / 100).rounded(.up))) }
        return GuestStart(guests: UInt64(guests ?? 1), memory: memory, touched: touched, isLockFree: lockFree)
    }

    /// Warnings about guest options that do not apply to this machine.
    private func guestWarnings(_ map: HostMemoryMap, _ options: EnableOptions) -> [String] {
        guard let option = guestOption else { return [] }
        guard options.profile.pamt == .dynamic else {
            return ["\(option) has no effect here: \(options.profile.description)"]
        }
        let memory = map.memory.reduce(ByteCount.zero) { $0 + $1.pages.size }
        let asked = options.guests.guests * options.guests.memory.gib
        guard ByteCount.gib(asked) > memory else { return [] }
        return ["the guests' \(asked) GiB are more than the machine's \(memory.gib) GiB of memory"]
    }
}
