import MemoryMaps
import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXModule
import TestSupport
import Testing

/// Every builder of the registry against the rules as they are written down.
@Suite struct MemlistTests {
    static let builders = MemlistBuilders.all.map { Builder(type: $0) }

    struct Builder: Sendable, CustomTestStringConvertible {
        let type: any MemlistBuilder.Type
        var testDescription: String { type.name }
        var checks: Bool { type.name.contains("+cmr") }

        func build(_ regions: [MemoryRegion], _ cmrs: [CMR]) -> Result<[MemoryRegion], ConstructionError> {
            Result { () throws(ConstructionError) in
                let list: any Memlist = try type.build(regions, cmrs: cmrs)
                #expect(list.count == list.entries.count)
                #expect(list.sizeInBytes >= 20 * list.count)
                return list.entries
            }
        }
    }

    @Test(arguments: builders)
    func `A builder agrees with the rules on adversarial machines`(builder: Builder) {
        let seed = UInt64.random(in: 0 ... .max)
        var machines = AdversarialMachine(seed: seed)
        for round in 0..<Thoroughness.cases(quick: 400, thorough: 20_000) {
            let input = machines.next()
            let cmrs = input.cmrs ?? []
            let expected = Result { () throws(ConstructionError) in try MemlistOracle.entries(input.regions, cmrs: builder.checks ? cmrs : nil) }
            #expect(builder.build(input.regions, cmrs) == expected, "seed \(seed), machine \(round)")
        }
    }

    @Test(arguments: builders, MemlistShape.allCases)
    func `A builder agrees with the rules on every shape`(builder: Builder, shape: MemlistShape) {
        let seed = UInt64.random(in: 0 ... .max)
        for length in [1, 2, 3, 64, 700] {
            let regions = shape.memlist(count: length, seed: seed)
            let cmrs = [CMR(base: PhysicalAddress(0x1000), size: ByteCount((1 << 52) - 0x1000))]
            let expected = Result { () throws(ConstructionError) in try MemlistOracle.entries(regions, cmrs: builder.checks ? cmrs : nil) }
            #expect(builder.build(regions, cmrs) == expected, "seed \(seed), length \(length)")
        }
    }

    @Test(arguments: builders)
    func `A region out of order is named together with the one before it`(builder: Builder) {
        func region(_ start: UInt64, _ end: UInt64) -> MemoryRegion { MemoryRegion(pages: PageRange(start, end), node: NodeID(1)) }
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
        #expect(error([low, overlapping, high]) == .unordered(MemlistOrderError(first: low, second: overlapping, index: 1)))
        // Below 1 MiB too, and with an empty region, which is nobody's neighbour, in between.
        let first = region(0, 0x1001)
        #expect(error([first, region(0x1001, 0x1001), low]) == .unordered(MemlistOrderError(first: first, second: low, index: 2)))
    }

    @Test(arguments: builders)
    func `Touching entries stay apart and empty ones are dropped`(builder: Builder) throws {
        func region(_ start: UInt64, _ end: UInt64, _ node: UInt32) -> MemoryRegion { MemoryRegion(pages: PageRange(start, end), node: NodeID(node)) }
        let cmrs = [CMR(base: PhysicalAddress(0), size: .gib(64))]
        let regions = [region(0, 100, 0), region(100, 256, 0), region(256, 300, 0), region(300, 300, 0), region(300, 301, 0), region(301, 400, 1)]
        let entries = try builder.build(regions, cmrs).get()
        #expect(entries == [region(256, 300, 0), region(300, 301, 0), region(301, 400, 1)])
    }

    @Test func `A region over two touching CMRs is refused, and its frame numbers are printed shifted once more`() {
        let cmrs = [CMR(base: PhysicalAddress(0x1_0000_0000), size: .gib(4)), CMR(base: PhysicalAddress(0x2_0000_0000), size: .gib(4))]
        let region = MemoryRegion(pages: PageRange(0x100000, 0x300000), node: NodeID(0))
        for builder in Self.builders where builder.checks {
            guard case .failure(let error) = builder.build([region], cmrs) else {
                Issue.record("\(builder.type.name) let it pass")
                continue
            }
            #expect(error.status == "EINVAL")
            #expect(error.message == "memory region [0x100, 0x300) is not TDX convertible memory.")
        }
    }

    @Test func `A long list is freed without recursion`() throws {
        let regions = (0..<200_000 as Range<UInt64>).map { MemoryRegion(pages: PageRange(256 + 2 * $0, 257 + 2 * $0), node: NodeID(0)) }
        var list: LinkedMemlist? = try LinkedMemlistBuilder<NoConvertibilityCheck>.build(regions, cmrs: [])
        #expect(list?.count == 200_000)
        list = nil
    }
}
