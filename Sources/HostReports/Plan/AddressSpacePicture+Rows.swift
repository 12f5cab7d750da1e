import PhysicalMemory
import TDXHost

extension AddressSpacePicture {
    /// The rows with their axes, and with what is left out between them.
    static func finished(_ stretches: [(pages: PageRange, label: String)]) -> [Row] {
        var rows: [Row] = []
        for stretch in stretches {
            var row = Row(pages: stretch.pages, label: stretch.label, ticks: ticks(stretch.pages))
            if let before = rows.last?.pages.end, before < stretch.pages.start {
                let gap = PageRange(start: before, end: stretch.pages.start)
                row.gap = "no memory in \(gap), \(gap.size)"
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
            // A border and a tick beside it would have one name on top of the other.
            if next - pages.start.rawValue >= step / 2, pages.end.rawValue - next >= step / 2 {
                ticks.append(PageFrame(next))
            }
            next += step
        }
        return ticks + [pages.end]
    }

    /// Pixels that a bar needs to be seen as more than a line, of some 950 in a row.
    private static let visibleShare: UInt64 = 300
    private static let mostEnlargements = 12
    private static let mostOfRow = 3

    /// Adds below each row the places where bars lie that are too small to be told apart there, enlarged: those with most of them, from the lowest up.
    mutating func addEnlargements() {
        var result: [Row] = []
        var added = 0
        for row in rows {
            result.append(row)
            for pages in crowdedParts(of: row).prefix(Self.mostEnlargements - added) {
                result.append(
                    Row(
                        pages: pages, label: "enlarged\n\(Self.rounded(pages.size))\nof the row above",
                        ticks: Self.ticks(pages), isEnlarged: true))
                added += 1
            }
        }
        rows = result
    }

    /// A size to be read, not to be counted with.
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
        return parts.sorted { $0.start < $1.start }
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
