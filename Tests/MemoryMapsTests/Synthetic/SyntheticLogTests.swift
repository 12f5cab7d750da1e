@testable import MemoryMaps
import PhysicalMemory
import TestSupport
import Testing

/// The log of a synthetic machine and its map are made in two ways; a reader that knows neither must find the same machine in both.
@Suite struct SyntheticLogTests {
    private static func read(_ log: String) throws -> HostMemoryMap {
        try MapReader.read(Array(log.utf8), name: "log").map
    }

    private static func check(_ machine: SyntheticMachine, seed: UInt64) throws {
        let map = try machine.map(seed: seed)
        let log = try machine.kernelLog(seed: seed)
        var expected = map
        // A log does not say how many sockets there are.
        expected.packages = 1
        #expect(try read(log) == expected, "seed \(seed)")

        // Without the node ranges they have to be found from e820 and SRAT; page 0 is then memory.
        let firmwareOnly = log.split(separator: "\n").filter { !$0.contains("  node ") && !$0.contains("Early memory") }
            .joined(separator: "\n")
        expected.memory[0].pages.start = PageFrame(0)
        #expect(try read(firmwareOnly + "\n") == expected, "seed \(seed)")
    }

    @Test func `a machine's log is read as its map`() throws {
        for seed in TestSeed.several(Thoroughness.cases(quick: 40, complete: 1000, thorough: 1000)) {
            try Self.check(SyntheticMachine(), seed: seed)
        }
    }

    @Test(arguments: SyntheticPreset.all.map(\.name))
    func `a preset's log is read as its map`(_ preset: String) throws {
        guard case .machine(let machine) = try SyntheticPreset.named(preset).source else {
            #expect(throws: SyntheticError.notAMachine(preset: preset)) { try Recipe(preset: preset).kernelLog() }
            return
        }
        for seed in TestSeed.several(Thoroughness.cases(quick: 3, complete: 50, thorough: 50)) {
            try Self.check(machine, seed: seed)
        }
    }

    @Test func `holes above 4 GiB are reserved in the firmware's map`() throws {
        var machine = SyntheticMachine()
        machine.regions = 500
        machine.isCXLMemoryAtBoot = true
        machine.cxlWindows = 2
        for seed in TestSeed.several(Thoroughness.cases(quick: 5, complete: 50, thorough: 50)) {
            try Self.check(machine, seed: seed)
        }
    }

    @Test func `the firmware's map is ascending and disjoint`() throws {
        for seed in TestSeed.several(Thoroughness.cases(quick: 60, complete: 1000, thorough: 1000)) {
            let ranges = try SyntheticMachine().plan(seed: seed).firmware().e820
            try #require(zip(ranges, ranges.dropFirst()).allSatisfy { $0.last < $1.first }, "seed \(seed)")
        }
    }
}
