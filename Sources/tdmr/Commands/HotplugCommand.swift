import ArgumentParser
import HostReports
import MemoryMaps
import PhysicalMemory
import Reporting
import TDXHost

struct HotplugCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hotplug",
        abstract: "Run memory hotplug events under one policy or all of them.",
        discussion: """
            TRACE is a text file: `hotplug-trace 1`, then one event a line: add START END NODE [acpi|driver], remove START END [acpi|driver], \
            online START END, offline START END, guest NODE..., enable. Without TRACE a trace is made from a scenario.

            Policies:
            \(HotplugPolicies.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

            Scenarios:
            \(HotplugScenario.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Examples:
              tdmr hotplug boot.log changes.trace --policy linux
              tdmr generate --preset 16s-12tib | tdmr hotplug - --scenario funky
              tdmr hotplug boot.log --events 100000 --seed 7 --emit-trace random.trace --format json
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var input: MapArgument

    @Argument(help: "Events; - is standard input.", completion: .file())
    var trace: String?

    @Option(help: "Only this policy; may be repeated.")
    var policy: [HotplugPolicyKind] = []

    @Option(help: "Make the trace from this scenario (default: random).")
    var scenario: HotplugScenario?

    @Option(help: "Events of the random scenario.")
    var events = 1000

    @Option(help: "Seed of the random scenario.")
    var seed: UInt64 = 1

    @Option(help: "MiB of a memory block, 128 to 2048, for a made trace (default: as Linux chooses it).")
    var blockSize: UInt64?

    @Option(help: "Write the trace to this file.", completion: .file())
    var emitTrace: String?

    @Option(help: "How to print the result.")
    var format = Format.text

    func validate() throws {
        if trace != nil, scenario != nil || blockSize != nil {
            throw ValidationError("A trace and a scenario exclude each other.")
        }
        if trace == "-", input.map == "-" { throw ValidationError("Standard input can be read only once.") }
        if let blockSize, !HotplugTrace.blockSizes.contains(.mib(blockSize)) {
            throw ValidationError(
                "A memory block has \(HotplugTrace.blockSizes.map { "\($0.rawValue >> 20)" }.joined(separator: ", ")) MiB."
            )
        }
        try OptionRange.check("--events", events, in: 0...1_000_000)
    }

    func run() throws {
        let given = try trace.map { try HotplugTraceReader.read($0) }
        let map = try input.read(needsMemory: true).map
        let machine = HotplugMachine(map, blockSize: given?.blockSize ?? blockSize.map { .mib($0) })
        let trace = try given ?? made(for: machine)
        if let emitTrace { try OutputFile.write(trace.text.utf8, to: emitTrace) }
        let policies = policy.isEmpty ? HotplugPolicies.all : policy
        let comparison = HotplugComparison(trace, on: machine, policies: policies)
        let source = self.trace ?? (scenario ?? .random).rawValue
        switch format {
        case .text:
            try StandardOutput.write(HotplugText(map: input.map, trace: source, comparison: comparison).lines.utf8)
        case .json: try StandardOutput.print(comparison.json(map: input.map, trace: source))
        }
    }

    private func made(for machine: HotplugMachine) throws -> HotplugTrace {
        do {
            return try (scenario ?? .random).trace(for: machine, events: events, seed: seed)
        } catch {
            throw ValidationError("The scenario does not fit: \(error).")
        }
    }
}
