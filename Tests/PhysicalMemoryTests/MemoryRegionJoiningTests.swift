import PhysicalMemory
import SeededRandom
import TestSupport
import Testing

@Suite struct MemoryRegionJoiningTests {
    @Test func `regions are joined where they touch on one node, and nowhere else`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            var joined: [MemoryRegion] = []
            var nodes: [UInt64: NodeID] = [:]
            var at: UInt64 = 0
            for _ in 0..<random.below(20) {
                let start = at + random.below(2)
                let end = start + random.below(3)
                let node = NodeID(UInt32(random.below(2)))
                joined.appendJoining(MemoryRegion(pages: PageRange(start, end), node: node))
                for frame in start..<end { nodes[frame] = node }
                at = end
            }
            let frames = joined.flatMap { region in
                (region.start.rawValue..<region.end.rawValue).map { ($0, region.node) }
            }
            #expect(Dictionary(frames) { first, _ in first } == nodes && frames.count == nodes.count, "seed \(seed)")
            #expect(joined.allSatisfy { !$0.pages.isEmpty }, "seed \(seed)")
            #expect(
                zip(joined, joined.dropFirst()).allSatisfy {
                    $0.end < $1.start || $0.end == $1.start && $0.node != $1.node
                }, "seed \(seed)")
        }
    }
}
