import MemoryMaps
import PhysicalMemory
import SeededRandom
@testable import TDMRConstruction
import TDXModule
import TestSupport
import Testing
import Workloads

/// Every builder of the registry against the rules as they are written down.
@Suite struct MemlistTests {
    static let builders = MemlistBuilders.all.map { Builder(builder: $0) }

    struct Builder: Sendable, CustomTestStringConvertible {
        let builder: any MemlistBuilder
        var testDescription: String { builder.name }
        var checks: Bool { builder.test != .none }

        func build(_ regions: [MemoryRegion], _ cmrs: [CMR]) -> Result<[MemoryRegion], ConstructionError> {
            Result { () throws(ConstructionError) in
                let list: any Memlist = try builder.build(regions, cmrs: cmrs)
                #expect(list.count == list.entries.count)
                #expect(list.size >= UInt64(list.count) * ByteCount(20))
                return list.entries
            }
        }
    }

    @Test(arguments: builders)
    func `a builder agrees with the rules on adversarial machines`(builder: Builder) {
        let seed = TestSeed.next()
        var machines = MachineMaker(seed: seed)
        for round in 0..<Thoroughness.cases(quick: 400, thorough: 20_000) {
            let input = machines.adversarial()
            let cmrs = input.cmrs ?? []
            let expected = Result { () throws(ConstructionError) in
                try MemlistOracle.entries(input.regions, cmrs: builder.checks ? cmrs : nil)
            }
            #expect(builder.build(input.regions, cmrs) == expected, "seed \(seed), machine \(round)")
        }
    }

    @Test(arguments: builders, MemlistShape.allCases)
    func `a builder agrees with the rules on every shape`(builder: Builder, shape: MemlistShape) {
        let seed = TestSeed.next()
        for length in [1, 2, 3, 64, 700] {
            let regions = shape.memlist(count: length, seed: seed)
            let cmrs = [CMR(base: PhysicalAddress(0x1000), size: ByteCount((1 << 52) - 0x1000))]
            let expected = Result { () throws(ConstructionError) in
                try MemlistOracle.entries(regions, cmrs: builder.checks ? cmrs : nil)
            }
            #expect(builder.build(regions, cmrs) == expected, "seed \(seed), length \(length)")
        }
    }

    @Test(arguments: builders.filter { $0.builder.requiresOrder })
    func `a region out of order is named together with the one before it`(builder: Builder) {
        func region(_ start: UInt64, _ end: UInt64) -> MemoryRegion {
            MemoryRegion(pages: PageRange(start, end), node: NodeID(1))
        }
        let cmrs = [CMR(base: PhysicalAddress(0), size: .gib(1 << 20))]
        func error(_ regions: [MemoryRegion]) -> ConstructionError? {
            guard case .failure(let error) = builder.build(regions, cmrs) else { return nil }
            return error
        }
        let low = region(0x1000, 0x2000)
        let high = region(0x4000, 0x5000)
        #expect(error([low, high]) == nil)
        #expect(error([low, high, high]) == .unordered(MemlistOrderError(first: high, second: high, index: 2)))
        #expect(error([high, low]) == .unordered(MemlistOrderError(first: high, second: low, index: 1)))
        let overlapping = region(0x1fff, 0x3000)
        #expect(
            error([low, overlapping, high]) == .unordered(MemlistOrderError(first: low, second: overlapping, index: 1)))
        // Below 1 MiB too, and with an empty region, which is nobody's neighbour, in between.
        let first = region(0, 0x1001)
        #expect(
            error([first, region(0x1001, 0x1001), low])
                == .unordered(MemlistOrderError(first: first, second: low, index: 2)))
    }

    @Test(arguments: builders)
    func `touching entries stay apart and empty ones are dropped`(builder: Builder) throws {
        func region(_ start: UInt64, _ end: UInt64, _ node: UInt32) -> MemoryRegion {
            MemoryRegion(pages: PageRange(start, end), node: NodeID(node))
        }
        let cmrs = [CMR(base: PhysicalAddress(0), size: .gib(64))]
        let regions = [
            region(0, 100, 0), region(100, 256, 0), region(256, 300, 0), region(300, 300, 0), region(300, 301, 0),
            region(301, 400, 1),
        ]
        let entries = try builder.build(regions, cmrs).get()
        #expect(entries == [region(256, 300, 0), region(300, 301, 0), region(301, 400, 1)])
    }

    @Test func `a region over two touching CMRs is refused, and its frame numbers are printed shifted once more`() {
        let cmrs = [
            CMR(base: PhysicalAddress(0x1_0000_0000), size: .gib(4)),
            CMR(base: PhysicalAddress(0x2_0000_0000), size: .gib(4)),
        ]
        let region = MemoryRegion(pages: PageRange(0x100000, 0x300000), node: NodeID(0))
        var judged = 0
        for builder in Self.builders where builder.checks {
            judged += 1
            guard case .failure(let error) = builder.build([region], cmrs) else {
                Issue.record("\(builder.builder.name) let it pass")
                continue
            }
            #expect(error.errno == .EINVAL)
            #expect(error.message == "memory region [0x100, 0x300) is not TDX convertible memory.")
        }
        #expect(judged == 9)
    }

    @Test(arguments: builders.filter { !$0.builder.requiresOrder })
    func `a builder that sorts takes any order and names what still overlaps`(builder: Builder) throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var judged = 0
        for shape in MemlistShape.allCases {
            for length in [0, 2, 25, 300, Thoroughness.isComplete ? 9000 : 2000] {
                let regions = shape.memlist(count: length, seed: seed)
                let cmrs = [CMR(base: PhysicalAddress(0), size: ByteCount(1 << 52))]
                let expected = try MemlistOracle.entries(regions, cmrs: nil)
                #expect(
                    try builder.build(Self.shuffled(regions, &random), cmrs).get() == expected,
                    "seed \(seed), \(shape) of \(length)")
                guard let victim = regions.last, !victim.pages.isEmpty, victim.start >= .tdxMinimum else { continue }
                let twice = Self.shuffled(regions + [victim], &random)
                let error = ConstructionError.unordered(
                    MemlistOrderError(first: victim, second: victim, index: regions.count))
                #expect(builder.build(twice, cmrs) == .failure(error), "seed \(seed), \(shape) of \(length)")
                judged += 1
            }
        }
        // All lists but the empty ones.
        #expect(judged >= MemlistShape.allCases.count * 3)
    }

    private static func shuffled(_ regions: [MemoryRegion], _ random: inout SeededRandom) -> [MemoryRegion] {
        var regions = regions
        for index in regions.indices.reversed() { regions.swapAt(index, Int(random.below(UInt64(index + 1)))) }
        return regions
    }

    @Test(arguments: builders)
    func `rebuilding in place of any list gives the list`(builder: Builder) throws {
        func check<B: MemlistBuilder>(_ builder: B) throws {
            let cmrs = [CMR(base: PhysicalAddress(0), size: ByteCount(1 << 52))]
            let seed = TestSeed.next()
            var list = try builder.build([], cmrs: cmrs)
            for length in [5, 300, 300, 2, 301, 0, 40] {
                let regions = MemlistShape.random.memlist(count: length, seed: seed &+ UInt64(length))
                let before = list
                let entriesBefore = list.entries
                try builder.rebuild(&list, regions, cmrs: cmrs)
                #expect(list.entries == regions, "seed \(seed)")
                // A copy made before is not written to.
                #expect(before.entries == entriesBefore, "seed \(seed)")
            }
        }
        try check(builder.builder)
    }

    @Test func `a long list is freed without recursion`() throws {
        let regions = (0..<200_000 as Range<UInt64>).map {
            MemoryRegion(pages: PageRange(256 + 2 * $0, 257 + 2 * $0), node: NodeID(0))
        }
        var list: LinkedMemlist? = try LinkedMemlistBuilder().build(regions, cmrs: [])
        #expect(list?.count == 200_000)
        list = nil
    }
}
