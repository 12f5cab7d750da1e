import HostReports
import MemoryMaps
import PhysicalMemory
import TDXHost
import TDXModule
import Testing
import TestSupport

@Suite struct HotplugSimulationTests {
    private static let presets = ["spr-2s", "emr-2s-snc", "16s-12tib", "cxl-2s", "amd-8n", "gnr-fragmented"]

    @Test(arguments: HotplugPolicies.all.map(\.name), presets)
    func `events are accounted for, and looking at the truth changes no decision`(_ policy: String, _ preset: String)
        throws
    {
        let kind = try #require(HotplugPolicies.named(policy))
        for seed in TestSeed.several(Thoroughness.cases(quick: 3, thorough: 100)) {
            let machine = HotplugMachine(try Recipe(preset: preset, seed: seed).map())
            let trace = try HotplugScenario.random.trace(for: machine, events: 300, seed: seed)
            let tally = kind.run(trace, on: machine)
            #expect(tally.events == 300, "seed \(seed)")
            #expect(
                tally.accepted + tally.refused + tally.partly + tally.nothingToDo + tally.impossible == 300,
                "seed \(seed)")
            #expect(tally.outsideTheMachine > 0, "seed \(seed)")
            let blind = kind.run(trace, on: machine, judges: false)
            #expect(
                blind.decisionsAccepted == tally.decisionsAccepted
                    && blind.decisionsRefused == tally.decisionsRefused, "seed \(seed)")
            #expect(blind.lookups == tally.lookups && blind.tdx == tally.tdx, "seed \(seed)")
            #expect(blind.wronglyAccepted + blind.wronglyRefused == 0, "seed \(seed)")
            try Self.checkPromises(tally, seed: seed)
        }
    }

    /// What each policy is for.
    private static func checkPromises(_ tally: HotplugTally, seed: UInt64) throws {
        let wrongs = tally.noted.filter(\.isWronglyAccepted)
        switch tally.policy {
        case "acpi-disabled", "offline-paths", "winner-takes-all":
            #expect(wrongs.isEmpty, "seed \(seed): \(wrongs.map(\.sentence))")
        case "node-capability":
            // Nothing but what the firmware should not do; and nothing at all is wrongly refused.
            let areRemovals = wrongs.allSatisfy { if case .remove = $0.entry.event { true } else { false } }
            #expect(areRemovals, "seed \(seed)")
            #expect(tally.wronglyRefused == 0, "seed \(seed)")
        default:
            let areRemovals = wrongs.allSatisfy { if case .remove = $0.entry.event { true } else { false } }
            #expect(areRemovals, "seed \(seed)")
        }
    }

    @Test(arguments: presets)
    func `Linux and the truth are those of a model that walks lists`(_ preset: String) throws {
        for seed in TestSeed.several(Thoroughness.cases(quick: 3, thorough: 100)) {
            let map = try Recipe(preset: preset, seed: seed).map()
            let machine = HotplugMachine(map)
            let trace = try HotplugScenario.random.trace(for: machine, events: 200, seed: seed &+ 1000)
            let tally = HotplugPolicies.all[0].run(trace, on: machine)
            var model = LiteralLinux(map, blockSize: machine.blockSize)
            for entry in trace.entries { model.take(entry.event) }
            #expect(tally.decisionsAccepted == model.accepted, "\(preset), seed \(seed)")
            #expect(tally.decisionsRefused == model.refused, "\(preset), seed \(seed)")
            #expect(tally.wronglyAccepted == model.wronglyAccepted, "\(preset), seed \(seed)")
            #expect(tally.wronglyRefused == model.wronglyRefused, "\(preset), seed \(seed)")
        }
    }

    @Test func `nothing outside the machine crashes it`() throws {
        let map = HostMemoryMap(
            memory: [MemoryRegion(pages: PageRange((1 << 40) - (1 << 20), 1 << 40), node: NodeID(0))],
            hotplugWindows: [MemoryRegion(pages: PageRange(0, 1 << 52), node: NodeID(65_535))])
        let machine = HotplugMachine(map, blockSize: .gib(2))
        let block = ByteCount.gib(2).pages
        let above = PageRange(1 << 40, (1 << 40) + block)
        let everything = PageRange(0, 1 << 52)
        let low = PageRange(0, block)
        let events: [HotplugEvent] = [
            .online(above), .offline(above), .remove(above, .acpi),
            .add(MemoryRegion(pages: above, node: NodeID(1)), .acpi), .online(everything),
            .add(MemoryRegion(pages: everything, node: NodeID(1)), .driver), .remove(everything, .driver), .online(low),
            .offline(PageRange(1, block)),
            .add(MemoryRegion(pages: low, node: NodeID(65_535)), .acpi),
            .startGuest([NodeID(65_535), NodeID(0), NodeID(3)]), .enableTDX,
        ]
        for policy in HotplugPolicies.all {
            let tally = policy.run(HotplugTrace(events: events), on: machine)
            #expect(tally.outsideTheMachine == 7, "\(policy.name)")
            #expect(tally.noted.contains { $0.outcome == .impossible(.notPresent(low)) }, "\(policy.name)")
        }
    }

    @Test func `Linux chooses blocks of 128 MiB for small machines and of 2 GiB for large ones`() throws {
        #expect(HotplugMachine(try Recipe(preset: "spr-2s").map()).blockSize == .gib(2))
        let small = HostMemoryMap(memory: [
            MemoryRegion(pages: PageRange(256, ByteCount.gib(16).pages), node: NodeID(0))
        ])
        #expect(HotplugMachine(small).blockSize == .mib(128))
    }
}
