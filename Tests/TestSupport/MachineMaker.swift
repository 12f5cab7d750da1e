package import PhysicalMemory
package import SeededRandom
package import TDXModule

/// Makes all small random machines of the tests: regions one after another, CMRs around them, and the random numbers that choose both. The same seed makes the same machine.
///
/// Makers of one kind of machine, here or beside their tests, describe its regions as `Piece`s; the walk, the joining and the CMRs are made here.
/// Not made here: `SyntheticMachine`s, which are drawn as real firmware lays memory out; layouts for the module's judge (`RandomLayout`), which are answers rather
/// than machines and break rules on purpose; and parts without addresses, as the slices of `CoverTests`, which take their numbers from it.
package struct MachineMaker: Sendable {
    package var random: SeededRandom

    package init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// A region to be laid down and the pages left free behind it.
    package struct Piece: Sendable {
        package var pages: UInt64
        package var node: UInt32
        package var gap: UInt64

        package init(pages: UInt64, node: UInt32 = 0, gap: UInt64) {
            self.pages = pages
            self.node = node
            self.gap = gap
        }
    }

    /// True with a probability of `percent`. At 0 no random number is drawn.
    package mutating func chance(_ percent: UInt64) -> Bool { percent > 0 && random.below(100) < percent }

    package mutating func pick(_ range: ClosedRange<Int>) -> Int {
        Int(random.number(in: UInt64(range.lowerBound)...UInt64(range.upperBound)))
    }

    package mutating func pick(_ range: ClosedRange<UInt64>) -> UInt64 { random.number(in: range) }

    /// One of `choices`, each as likely as another.
    package mutating func one<Choice>(of choices: [Choice]) -> Choice {
        choices[Int(random.below(UInt64(choices.count)))]
    }

    /// `count` ascending, disjoint regions from frame `start` on, or as many as end at or below the end of the address space.
    /// - Parameter piece: the region of this number and the gap behind it.
    package mutating func regions(
        _ count: Int, from start: UInt64, _ piece: (inout MachineMaker, _ index: Int) -> Piece
    ) -> [MemoryRegion] {
        var at = start
        var regions: [MemoryRegion] = []
        for index in 0..<count {
            let piece = piece(&self, index)
            guard at + piece.pages <= PageFrame.limit.rawValue else { break }
            regions.append(MemoryRegion(pages: PageRange(at, at + piece.pages), node: NodeID(piece.node)))
            at += piece.pages + piece.gap
        }
        return regions
    }

    /// CMRs that begin and end where regions do.
    /// - Parameters:
    ///   - bridged: percentage of gaps between regions that are convertible too.
    ///   - split: percentage of borders at which a CMR ends although it could go on.
    ///   - left: percentage of regions that no CMR is made for.
    package mutating func cmrs(_ regions: [MemoryRegion], bridged: UInt64, split: UInt64 = 0, left: UInt64 = 0) -> [CMR]
    {
        var cmrs: [CMR] = []
        for region in regions where !chance(left) {
            if let last = cmrs.last, last.base + last.size >= region.start.address || chance(bridged), !chance(split) {
                cmrs[cmrs.count - 1].size = region.end.address - last.base
            } else {
                cmrs.append(CMR(region.pages))
            }
        }
        return cmrs
    }
}
