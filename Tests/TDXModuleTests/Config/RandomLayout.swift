import PhysicalMemory
import SeededRandom
import TDXModule

/// A layout under construction. Areas and holes are kept as addresses until the entries are written.
struct RandomLayout {
    struct TDMR {
        var base: UInt64
        var size: UInt64
        var areas: [Range<UInt64>] = []
        /// Areas are handed out from the bottom up.
        var nextArea: UInt64
        var tables: [PAMTLevel: PAMTTable] = [:]
    }

    private static let page: UInt64 = 4096
    private static let gib: UInt64 = 1 << 30

    let isDynamic: Bool
    private let limits: ModuleLimits
    private var tdmrs: [TDMR] = []
    /// Memory outside all TDMRs that still takes PAMTs.
    private var pool: Range<UInt64>
    private var holes: [Range<UInt64>] = []

    init(tdmrs count: Int, limits: ModuleLimits, isDynamic: Bool, random: inout SeededRandom) {
        self.limits = limits
        self.isDynamic = isDynamic
        // 4.5 MiB of PAMT a GiB, and room.
        let poolGiB = 1 + UInt64(count) / 32
        pool = Self.gib..<(1 + poolGiB) * Self.gib
        var base = pool.upperBound
        for _ in 0..<count {
            base += random.below(3) == 0 ? random.below(3) * Self.gib : 0
            let size = (1 + random.below(count > 16 ? 2 : 4)) * Self.gib
            tdmrs.append(TDMR(base: base, size: size, nextArea: base))
            base += size
        }
    }

    mutating func placePAMTs(_ random: inout SeededRandom) {
        for index in tdmrs.indices {
            let sizes = tableSizes(tdmrs[index].size / Self.gib, &random)
            let levels = shuffled([PAMTLevel.page4K, .page2M, .page1G], &random)
            let isTogether = random.below(2) == 0
            let home = random.below(2) == 0 ? nil : Int(random.below(UInt64(tdmrs.count)))
            var bases: [UInt64]?
            // A table without bytes cannot have an area of its own.
            if let home, !sizes.values.contains(0) {
                bases = takeAreas(in: home, levels.map { sizes[$0] ?? 0 }, isTogether, &random)
            }
            for (position, level) in levels.enumerated() {
                let size = sizes[level] ?? 0
                let base = bases?[position] ?? takeFromPool(size, &random)
                tdmrs[index].tables[level] = PAMTTable(base: PhysicalAddress(base), size: ByteCount(size))
            }
        }
    }

    private func tableSizes(_ granules: UInt64, _ random: inout SeededRandom) -> [PAMTLevel: UInt64] {
        var sizes: [PAMTLevel: UInt64] = [:]
        for level in PAMTLevel.allCases {
            var size = limits.pamtSizes().size(level, granules: granules).rawValue
            if level == .page4K && isDynamic { size = granules * 32 << 10 }
            // Larger than needed is fine.
            sizes[level] = size + (random.below(8) == 0 ? Self.page : 0)
        }
        return sizes
    }

    private mutating func takeFromPool(_ size: UInt64, _ random: inout SeededRandom) -> UInt64 {
        let gap = random.below(4) * Self.page
        // From either end, so that PAMTs do not always ascend with their TDMRs.
        if random.below(2) == 0 {
            let base = pool.lowerBound + gap
            pool = base + size..<pool.upperBound
            return base
        }
        let base = pool.upperBound - gap - size
        pool = pool.lowerBound..<base
        return base
    }

    /// Room for tables of these sizes in reserved areas of one TDMR: one area for all, or one each; nil where areas or space run out.
    private mutating func takeAreas(in home: Int, _ sizes: [UInt64], _ isTogether: Bool, _ random: inout SeededRandom)
        -> [UInt64]?
    {
        var tdmr = tdmrs[home]
        var bases: [UInt64] = []
        for (index, size) in sizes.enumerated() {
            let isNew = index == 0 || !isTogether
            let base = tdmr.nextArea + (isNew ? random.below(3) * Self.page : 0)
            if isNew {
                tdmr.areas.append(base..<base + size)
            } else {
                tdmr.areas[tdmr.areas.count - 1] = tdmr.areas[tdmr.areas.count - 1].lowerBound..<base + size
            }
            bases.append(base)
            tdmr.nextArea = base + size
        }
        guard tdmr.areas.count <= 16, tdmr.nextArea <= tdmr.base + tdmr.size else { return nil }
        tdmrs[home] = tdmr
        return bases
    }

    /// Reserves more memory, some of which is then in no CMR.
    mutating func punchHoles(_ random: inout SeededRandom) {
        for index in tdmrs.indices {
            for _ in 0..<random.below(4) where tdmrs[index].areas.count < 16 {
                let base = tdmrs[index].nextArea + random.below(64) * Self.page
                let area = base..<base + (1 + random.below(64)) * Self.page
                guard area.upperBound <= tdmrs[index].base + tdmrs[index].size else { break }
                tdmrs[index].areas.append(area)
                tdmrs[index].nextArea = area.upperBound
                if holes.count < 8 && random.below(2) == 0 { holes.append(area) }
            }
        }
    }

    /// All memory but the holes, cut at random pages, unused slots strewn in.
    func cmrs(_ random: inout SeededRandom) -> [CMR] {
        var pieces: [Range<UInt64>] = []
        var start = Self.gib
        for hole in holes.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if hole.lowerBound > start { pieces.append(start..<hole.lowerBound) }
            start = hole.upperBound
        }
        let end = (tdmrs.last.map { $0.base + $0.size } ?? start) + Self.gib
        pieces.append(start..<end)
        for _ in 0..<random.below(12) {
            let index = Int(random.below(UInt64(pieces.count)))
            let piece = pieces[index]
            let pages = (piece.upperBound - piece.lowerBound) / Self.page
            guard pages > 1 else { continue }
            let middle = piece.lowerBound + (1 + random.below(pages - 1)) * Self.page
            pieces.replaceSubrange(index...index, with: [piece.lowerBound..<middle, middle..<piece.upperBound])
        }
        var cmrs = pieces.map {
            CMR(base: PhysicalAddress($0.lowerBound), size: ByteCount($0.upperBound - $0.lowerBound))
        }
        for _ in 0..<random.below(3) {
            cmrs.insert(
                CMR(base: PhysicalAddress(random.next()), size: .zero), at: Int(random.below(UInt64(cmrs.count + 1))))
        }
        return cmrs
    }

    var infos: [TDMRInfo] {
        tdmrs.map { tdmr in
            TDMRInfo(
                base: PhysicalAddress(tdmr.base), size: ByteCount(tdmr.size), pamt1G: tdmr.tables[.page1G] ?? .zero,
                pamt2M: tdmr.tables[.page2M] ?? .zero, pamt4K: tdmr.tables[.page4K] ?? .zero,
                reservedAreas: tdmr.areas.map {
                    ReservedArea(
                        offset: ByteCount($0.lowerBound - tdmr.base), size: ByteCount($0.upperBound - $0.lowerBound))
                })
        }
    }
}
