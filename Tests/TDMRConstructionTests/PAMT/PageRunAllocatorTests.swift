import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@testable import TDMRConstruction

/// The policies as they are written down, page by page.
struct LiteralPages {
    var memory: [MemoryRegion]
    var placed: [PageRange] = []

    private func isFree(_ run: PageRange) -> Bool { !placed.contains { $0.overlaps(run) } }

    mutating func topDown(pages: UInt64, node: NodeID) -> PageFrame? {
        for own in [true, false] {
            for region in memory.reversed() where (region.node == node) == own {
                let start = max(region.start.rawValue, 256)
                var end = region.end.rawValue
                while end >= start + pages {
                    let run = PageRange(end - pages, end)
                    let overlapping = placed.filter { $0.overlaps(run) }
                    guard let lowest = overlapping.map(\.start.rawValue).min() else {
                        placed.append(run)
                        return run.start
                    }
                    end = lowest
                }
            }
        }
        return nil
    }

    mutating func contig(pages: UInt64, node: NodeID) -> PageFrame? {
        guard let highest = memory.map(\.node.rawValue).max() else { return nil }
        for step in 0...UInt64(highest) {
            let current = NodeID(UInt32((UInt64(node.rawValue) + step) % (UInt64(highest) + 1)))
            let own = memory.filter { $0.node == current }
            if own.isEmpty { continue }
            for (low, high) in [(1 << 20, UInt64.max), (4096, 1 << 20), (0, 4096)] as [(UInt64, UInt64)] {
                if let frame = firstFit(pages, own.map(\.pages), PageRange(low, high)) { return frame }
            }
        }
        return nil
    }

    private mutating func firstFit(_ pages: UInt64, _ own: [PageRange], _ bounds: PageRange) -> PageFrame? {
        let inside = own.map { $0.intersection(bounds) }.filter { !$0.isEmpty }
        guard let zoneStart = inside.map(\.start.rawValue).min(), let zoneEnd = inside.map(\.end.rawValue).max() else {
            return nil
        }
        var frame = (zoneStart + pages - 1) & ~(pages - 1)
        while frame + pages <= zoneEnd {
            let run = PageRange(frame, frame + pages)
            if frame >= zoneStart, frame >= 256, isFree(run), isMemory(run, own) {
                placed.append(run)
                return run.start
            }
            frame += pages
        }
        return nil
    }

    /// All frames of `run` are in the ranges, one or several touching ones.
    private func isMemory(_ run: PageRange, _ ranges: [PageRange]) -> Bool {
        ranges.reduce(0) { $0 + $1.intersection(run).count } == run.count
    }
}

@Suite struct PageRunAllocatorTests {
    /// A small machine around the borders of the zones, so that walking frame by frame ends.
    private func memory(_ random: inout SeededRandom) -> [MemoryRegion] {
        var at = [0, 200, 3500, 4096, (1 << 20) - 3000, 1 << 20][Int(random.below(6))] as UInt64
        var memory: [MemoryRegion] = []
        for _ in 0...random.below(12) {
            at += [0, 0, 1, random.below(500)][Int(random.below(4))]
            let size = 1 + random.below(1500)
            memory.append(
                MemoryRegion(pages: PageRange(at, at + size), node: NodeID(UInt32([0, 1, 1, 4][Int(random.below(4))]))))
            at += size
        }
        return memory
    }

    private func compare<A: PageRunAllocator>(
        _: A.Type, literal: (inout LiteralPages, UInt64, NodeID) -> PageFrame?
    ) {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for round in 0..<Thoroughness.cases(quick: 250, thorough: 10_000) {
            let memory = memory(&random)
            var expected = LiteralPages(memory: memory)
            let smallest = 1 + random.below(60)
            var allocator = A(memory: memory, smallestRun: smallest)
            let sizes = (0...random.below(3)).map { _ in smallest + random.below(400) }
            for step in 0..<40 {
                let node = memory[Int(random.below(UInt64(memory.count)))].node
                if random.below(10) == 0 {
                    let start = memory[0].start.rawValue + random.below(6000)
                    let run = PageRange(start, start + 1 + random.below(300))
                    expected.placed.append(run)
                    allocator.occupy(run)
                }
                let pages = sizes[Int(random.below(UInt64(sizes.count)))]
                let answer = allocator.allocate(pages: pages, node: node)
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
        var allocator = OffMapPageAllocator(memory: [], smallestRun: 1)
        #expect(allocator.allocate(pages: 1027, node: NodeID(3)) == PageFrame(1 << 38))
        #expect(allocator.allocate(pages: 5, node: NodeID(0)) == PageFrame((1 << 38) + 1027))
        // Addresses end at 2^64.
        #expect(allocator.allocate(pages: 1 << 52, node: NodeID(0)) == nil)
    }

    /// 1027 is no power of two: the mask clears bits 1 and 10, so the first candidate lies below the zone and the third one is taken.
    @Test func `The mask of contig is no rounding when the length is no power of two`() {
        let start: UInt64 = 0x100800
        let memory = [MemoryRegion(pages: PageRange(start, start + 0x4000), node: NodeID(0))]
        var allocator = ContigPageAllocator(memory: memory, smallestRun: 1027)
        let first = (start + 1026) & ~1026
        #expect(first == 0x100800)
        #expect(allocator.allocate(pages: 1027, node: NodeID(0)) == PageFrame(0x100800))
        var shifted = ContigPageAllocator(
            memory: [MemoryRegion(pages: PageRange(start + 1, start + 0x4000), node: NodeID(0))], smallestRun: 1027)
        #expect((start + 1027) & ~1026 == 0x100801)
        #expect(shifted.allocate(pages: 1027, node: NodeID(0)) == PageFrame(0x100801))
        var below = ContigPageAllocator(
            memory: [MemoryRegion(pages: PageRange(0x100402, 0x104000), node: NodeID(0))], smallestRun: 1027)
        #expect((0x100402 + 1026) & ~1026 == 0x100804)
        #expect(below.allocate(pages: 1027, node: NodeID(0)) == PageFrame(0x100804))
    }
}
