import HostReports
import MemoryMaps
import PhysicalMemory
import TDXHost
import TDXModule
import TestSupport
import Testing

@Suite struct ScenarioTests {
    /// What the traces that come with the project are there to show.
    @Test(arguments: [
        ("day-cxl-2s", "cxl-2s", "linux", 40, 1, 0), ("day-cxl-2s", "cxl-2s", "whole-range", 2, 1, 0),
        ("day-cxl-2s", "cxl-2s", "node-capability", 0, 1, 0),
        ("late-tdx-cxl-2s", "cxl-2s", "linux", 0, 0, 0), ("funky-16s-12tib", "16s-12tib", "linux", 0, 2, 0),
        ("funky-16s-12tib", "16s-12tib", "whole-range", 1, 2, 1),
    ])
    func `a trace of the datasets ends as its comments say`(
        _ trace: String, _ preset: String, _ policy: String, _ refusedForMemory: Int, _ wronglyAccepted: Int,
        _ wronglyRefused: Int
    ) throws {
        let path = Fixtures.datasets.appending(path: "hotplug/\(trace).trace").path
        let read = try HotplugTraceReader.read(path)
        let machine = HotplugMachine(try Recipe(preset: preset).map(), blockSize: read.blockSize)
        let tally = try #require(HotplugPolicies.named(policy)).run(read, on: machine)
        #expect(tally.messages.filter { $0.errno == .EPERM }.map(\.count).reduce(0, +) == refusedForMemory)
        #expect(tally.wronglyAccepted == wronglyAccepted)
        #expect(tally.wronglyRefused == wronglyRefused)
        #expect((tally.tdx == .on) == (trace != "late-tdx-cxl-2s"))
    }

    @Test func `a story that does not fit says why`() throws {
        let machine = HotplugMachine(try Recipe(preset: "spr-2s").map())
        #expect(throws: HotplugScenarioError.noTouchingNodes(blockSize: .gib(2))) {
            try HotplugScenario.funky.trace(for: machine)
        }
        #expect(throws: HotplugScenarioError.noMemory) {
            try HotplugScenario.cxl.trace(for: HotplugMachine(HostMemoryMap()))
        }
        let full = HotplugMachine(
            HostMemoryMap(memory: [MemoryRegion(pages: PageRange((1 << 40) - 1, 1 << 40), node: NodeID(0))]))
        #expect(throws: HotplugScenarioError.noRoomAbove(end: .limit)) { try HotplugScenario.random.trace(for: full) }
    }

    @Test func `a made trace is read back as it was made`() throws {
        let machine = HotplugMachine(try Recipe(preset: "cxl-2s").map())
        for scenario in HotplugScenario.allCases where scenario != .funky {
            let seed = TestSeed.next()
            let trace = try scenario.trace(for: machine, events: 200, seed: seed)
            #expect(try HotplugTraceReader.read(Array(trace.text.utf8), name: "t") == trace, "seed \(seed)")
        }
    }
}
