import PhysicalMemory
import TestSupport
import Testing

@testable import TDMRConstruction

@Suite struct PageRunAllocatorTests {
    /// A small machine around the borders of the zones, so that walking frame by frame ends.
    private func memory(_ maker: inout MachineMaker) -> [MemoryRegion] {
        let start = maker.one(of: [0, 200, 3500, 4096, (1 << 20) - 3000, 1 << 20] as [UInt64])
        return maker.regions(maker.pick(1...12), from: start + maker.one(of: [0, 0, 1, 300])) { maker, _ in
            MachineMaker.Piece(
                pages: maker.pick(1...1500), node: maker.one(of: [0, 1, 1, 4]),
                gap: maker.one(of: [0, 0, 1, maker.random.below(500)]))
        }
    }

    private func compare<A: PageRunAllocator>(
        _: A.Type, literal: (inout LiteralPages, UInt64, NodeID) -> PageFrame?
    ) {
        let seed = TestSeed.next()
        var maker = MachineMaker(seed: seed)
        for round in 0..<Thoroughness.cases(quick: 250, thorough: 10_000) {
            let memory = memory(&maker)
            var expected = LiteralPages(memory: memory)
            let smallest = 1 + maker.random.below(60)
            var allocator = A(memory: memory, smallestRun: .pages(smallest))
            let sizes = (0...maker.random.below(3)).map { _ in smallest + maker.random.below(400) }
            for step in 0..<40 {
                let node = memory[Int(maker.random.below(UInt64(memory.count)))].node
                if maker.random.below(10) == 0 {
                    let start = memory[0].start.rawValue + maker.random.below(6000)
                    let run = PageRange(start, start + 1 + maker.random.below(300))
                    expected.placed.append(run)
                    allocator.occupy(run)
                }
                let pages = sizes[Int(maker.random.below(UInt64(sizes.count)))]
                let answer = allocator.allocate(.pages(pages), node: node)
                #expect(
                    answer == literal(&expected, pages, node),
                    "seed \(seed), machine \(round), step \(step), \(pages) pages on \(node)")
            }
        }
    }

    @Test func `top-down finds what a walk over all regions finds`() {
        compare(TopDownPageAllocator.self) { $0.topDown(pages: $1, node: $2) }
    }

    @Test func `contig finds what a walk in steps of the length finds`() {
        compare(ContigPageAllocator.self) { $0.contig(pages: $1, node: $2) }
    }

    @Test func `off-map counts up from 1 PiB`() {
        var allocator = OffMapPageAllocator(memory: [], smallestRun: .page)
        #expect(allocator.allocate(.pages(1027), node: NodeID(3)) == PageFrame(1 << 38))
        #expect(allocator.allocate(.pages(5), node: NodeID(0)) == PageFrame((1 << 38) + 1027))
        // Addresses end at 2^64.
        #expect(allocator.allocate(.pages((1 << 52) - 1), node: NodeID(0)) == nil)
    }

    /// 1027 is no power of two: the mask clears bits 1 and 10, so the first candidate lies below the zone and the third one is taken.
    @Test func `the mask of contig is no rounding when the length is no power of two`() {
        let start: UInt64 = 0x100800
        let memory = [MemoryRegion(pages: PageRange(start, start + 0x4000), node: NodeID(0))]
        var allocator = ContigPageAllocator(memory: memory, smallestRun: .pages(1027))
        let first = (start + 1026) & ~1026
        #expect(first == 0x100800)
        #expect(allocator.allocate(.pages(1027), node: NodeID(0)) == PageFrame(0x100800))
        var shifted = ContigPageAllocator(
            memory: [MemoryRegion(pages: PageRange(start + 1, start + 0x4000), node: NodeID(0))],
            smallestRun: .pages(1027))
        #expect((start + 1027) & ~1026 == 0x100801)
        #expect(shifted.allocate(.pages(1027), node: NodeID(0)) == PageFrame(0x100801))
        var below = ContigPageAllocator(
            memory: [MemoryRegion(pages: PageRange(0x100402, 0x104000), node: NodeID(0))], smallestRun: .pages(1027))
        #expect((0x100402 + 1026) & ~1026 == 0x100804)
        #expect(below.allocate(.pages(1027), node: NodeID(0)) == PageFrame(0x100804))
    }
}
