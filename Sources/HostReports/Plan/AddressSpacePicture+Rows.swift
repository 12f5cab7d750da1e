import Algorithms
import MemoryMaps
import PhysicalMemory
import TDXHost

extension AddressSpacePicture {
    /// The rows with their axes, and with the gaps between them and the firmware's ranges there.
    static func finished(_ stretches: [(pages: PageRange, label: String)], _ kept: KeptMemory) -> [Row] {
        var rows: [Row] = []
        for stretch in stretches {
            var row = Row(pages: stretch.pages, label: stretch.label, ticks: ticks(stretch.pages))
            if let before = rows.last?.pages.end, before < stretch.pages.start {
                let gap = PageRange(start: before, end: stretch.pages.start)
                let types = kept.types(in: gap).types.map(\.name).joined(separator: ", ")
                row.gap = "no memory in \(gap), \(gap.size)" + (types.isEmpty ? "" : ": \(types)")
            }
            rows.append(row)
        }
        return rows
    }

    /// Both borders, and the multiples of a power of two between them, 4 to 8 parts of the range apart.
    static func ticks(_ pages: PageRange) -> [PageFrame] {
        guard pages.count > 8 else { return [pages.start, pages.end] }
        let step = UInt64(1) << UInt64(UInt64.bitWidth - 1 - (pages.count / 4).leadingZeroBitCount)
        var ticks = [pages.start]
        var next = (pages.start.rawValue / step + 1) * step
        while next < pages.end.rawValue {
            // The names of a border and a tick close to it would overlap.
            if next - pages.start.rawValue >= step / 2, pages.end.rawValue - next >= step / 2 {
                ticks.append(PageFrame(next))
            }
            next += step
        }
        return ticks + [pages.end]
    }

    /// A bar shorter than this part of a row looks like a line: about 3 of 950 pixels.
    private static let visibleShare: UInt64 = 300
    private static let mostEnlargements = 12
    private static let mostOfRow = 3
    private static let mostBorders = 200

    /// Adds enlargements below rows, of places whose bars are too small to be distinguished there: for each row
    /// the place with most of them, and for the first rows more as long as the picture does not grow too long.
    mutating func addEnlargements() {
        let parts = rows.map(crowdedParts)
        var taken = parts.map { min($0.count, 1) }
        var left = Self.mostEnlargements - taken.reduce(0, +)
        for count in 2...Self.mostOfRow {
            for row in rows.indices where parts[row].count >= count && left > 0 {
                taken[row] = count
                left -= 1
            }
        }
        rows = zip(rows, zip(parts, taken)).flatMap { row, places in
            let enlarged = places.0.prefix(places.1).sorted { $0.start < $1.start }.map { pages in
                Row(
                    pages: pages, label: "enlarged\n\(Self.rounded(pages.size))\nof the row above",
                    ticks: Self.ticks(pages), isEnlarged: true)
            }
            return [row] + enlarged
        }
    }

    /// Adds to each row the borders of TDMRs and holes in it.
    mutating func addBorders() {
        for index in rows.indices {
            let pages = rows[index].pages
            func borders(_ isWanted: (Bar) -> Bool) -> [PageFrame] {
                bars.lazy.filter(isWanted).flatMap { [$0.pages.start, $0.pages.end] }
                    .filter { pages.start < $0 && $0 < pages.end }
            }
            let tdmrs = borders { $0.lane == tdmrLane }
            // A hole begins where memory ends, even one that the firmware map does not list.
            let holes = borders { $0.kind == .hole || $0.kind == .area } + borders { $0.lane == 0 }
            rows[index].borders = Array((tdmrs + holes).uniqued().prefix(Self.mostBorders))
        }
    }

    /// A rounded size, for reading.
    private static func rounded(_ size: ByteCount) -> String {
        for unit in [ByteCount.gib(1), .mib(1)] where size.rawValue >= 10 * unit.rawValue {
            return "\((size.rawValue + unit.rawValue / 2) / unit.rawValue) \(unit == .mib(1) ? "MiB" : "GiB")"
        }
        return "\(size)"
    }

    /// Sixteenths of a row with most small bars, cut down to them; none where hardly any are small.
    private func crowdedParts(of row: Row) -> [PageRange] {
        let length = row.pages.count
        var small = bars.map(\.pages).filter { row.pages.contains($0) && $0.count * Self.visibleShare < length }.sorted
        { $0.start < $1.start }
        var parts: [PageRange] = []
        while parts.count < Self.mostOfRow, let best = Self.densest(small, within: length / 16),
            let end = small[best].map(\.end).max()
        {
            let start = small[best.lowerBound].start
            let margin = max(1, (end - start) / 16)
            let lower = max(row.pages.start.rawValue, start.rawValue > margin ? start.rawValue - margin : 0)
            parts.append(PageRange(lower, min(row.pages.end.rawValue, end.rawValue + margin)))
            small.removeSubrange(best)
        }
        return parts
    }

    /// The most bars, three at least, that lie within a length; nil where there are no three.
    private static func densest(_ small: [PageRange], within length: UInt64) -> Range<Int>? {
        var best: Range<Int> = 0..<0
        var first = 0
        for last in small.indices {
            while small[last].end.rawValue - small[first].start.rawValue > length, first < last { first += 1 }
            if last + 1 - first > best.count { best = first..<last + 1 }
        }
        return best.count >= 3 ? best : nil
    }
}
