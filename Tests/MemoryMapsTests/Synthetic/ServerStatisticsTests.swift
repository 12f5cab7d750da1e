@testable import MemoryMaps
import PhysicalMemory
import Testing

/// Machines with TDX off are drawn as the servers of the public logs are, nearly all of which had it off.
@Suite struct ServerStatisticsTests {
    /// Always the same machines, of seeds 0 to 1999: other ones may by chance lie a little further from the real ones than is allowed.
    private static let machines = 2000

    private static let servers: MachineMeasures = {
        var machine = SyntheticMachine()
        machine.isTDXHost = false
        var measures = MachineMeasures()
        for seed in 0..<UInt64(machines) {
            guard let plan = try? machine.plan(seed: seed), let map = try? plan.map(),
                let firmware = try? plan.firmware()
            else { continue }
            try? measures.add(map)
            measures.add(firmware)
        }
        return measures
    }()

    @Test func `every seed makes a machine`() { #expect(Self.servers.memory.count == Self.machines) }

    private static let rows:
        [(row: QuantileRow, sample: KeyPath<MachineMeasures, [UInt64]> & Sendable, allowed: Double)] =
            [
                (
                    QuantileRow(name: "e820 entries", values: [9, 12, 13, 16, 25, 36, 40, 46, 46]), \.firmwareEntries,
                    0.06
                ),
                (
                    QuantileRow(name: "low usable regions", values: [1, 1, 2, 3, 4, 7, 10, 11, 16]), \.lowFragments,
                    0.03
                ),
                (QuantileRow(name: "holes in TDMR 0", values: [1, 2, 3, 4, 5, 8, 11, 12, 17]), \.firstTDMRHoles, 0.06),
                (
                    QuantileRow(name: "holes in the worst TDMR", values: [2, 2, 3, 4, 5, 8, 11, 12, 17]),
                    \.worstTDMRHoles,
                    0.06
                ),
                (QuantileRow(name: "TDX memory blocks", values: [2, 3, 4, 5, 8, 12, 15, 20, 36]), \.blocks, 0.06),
                (QuantileRow(name: "TDMRs", values: [1, 2, 3, 3, 3, 5, 10, 17, 33]), \.tdmrs, 0.06),
                (QuantileRow(name: "high usable regions", values: [0, 1, 1, 1, 1, 2, 3, 9, 9]), \.highRegions, 0.06),
                (
                    QuantileRow(name: "TOLUD in MiB", values: [1776, 1784, 1792, 1984, 2688, 3063, 3574, 3869, 3869]),
                    \.lowTops, 0.03
                ),
                (
                    QuantileRow(
                        name: "low gaps in pages", values: [1, 7, 106, 614, 8192, 29696, 32000, 105_472, 262_144]),
                    \.lowGaps, 0.05
                ),
                (
                    QuantileRow(
                        name: "small low fragments in pages",
                        values: [1, 1, 28, 819, 9472, 55296, 98560, 169_984, 183_296]),
                    \.smallFragments, 0.06
                ),
                (
                    QuantileRow(
                        name: "share of the largest, permille",
                        values: [545, 735, 812, 946, 998, 1000, 1000, 1000, 1000]),
                    \.largestShares, 0.05
                ),
                (
                    QuantileRow(name: "memory in GiB", values: [4, 16, 48, 128, 256, 768, 1530, 2048, 12288]), \.memory,
                    0.06
                ),
            ]

    @Test(arguments: rows.indices)
    func `synthetic servers have the distributions of real ones`(_ index: Int) {
        let (row, sample, allowed) = Self.rows[index]
        let values = Self.servers[keyPath: sample]
        #expect(row.distance(to: values) <= allowed, "\(row.name): \(row.describe(values))")
    }

    @Test func `low regions end as real ones do: 29 % at 2 MiB, 12 % at 64 KiB, 59 % only at 4 KiB`() {
        let ends = Self.servers.lowEnds
        let large = ends.count { $0 % 512 == 0 } * 100 / ends.count
        let small = ends.count { $0 % 512 != 0 && $0 % 16 == 0 } * 100 / ends.count
        #expect((25...33).contains(large), "\(large) % at 2 MiB")
        #expect((8...16).contains(small), "\(small) % at 64 KiB")
    }

    /// The statistics count types over clients and VMs too, which have fewer reserved pages for devices than servers.
    @Test(arguments: [
        (FirmwareMemoryType.reserved, 53.9, 8.0), (.ram, 31.0, 5.0), (.acpiNonVolatile, 7.9, 2.0),
        (.acpiData, 4.9, 2.0), (.efiRuntime, 1.5, 1.0),
    ])
    func `the firmware's entries are of the types that real ones have`(
        _ type: FirmwareMemoryType, _ percent: Double, _ allowed: Double
    ) {
        let all = Self.servers.firmwareTypes.values.reduce(0, +)
        let share = Double(Self.servers.firmwareTypes[type] ?? 0) * 100 / Double(all)
        #expect(abs(share - percent) <= allowed, "\(share) %")
    }
}
