import HostReports
import PhysicalMemory
import Reporting
import TDXHost

extension LaneChart {
    /// The drawing of a plan's address space.
    init(_ picture: AddressSpacePicture, title: String) {
        self.init(
            title: title, lanes: picture.lanes,
            bars: picture.bars.map { bar in
                Bar(
                    start: Double(bar.pages.start.rawValue), end: Double(bar.pages.end.rawValue), lane: bar.lane,
                    series: bar.series,
                    label: bar.label, hint: bar.hint, hasEdge: true, texture: bar.texture)
            },
            rows: picture.rows.map { row in
                Row(
                    start: Double(row.pages.start.rawValue), end: Double(row.pages.end.rawValue), label: row.label,
                    ticks: row.ticks.map { (Double($0.rawValue), "\($0.address)") },
                    borders: row.borders.map { (Double($0.rawValue), "\($0.address)") }, gap: row.gap,
                    isEnlarged: row.isEnlarged)
            },
            legend: picture.legend)
    }
}

extension AddressSpacePicture.Bar {
    /// The texture that distinguishes it from bars of another kind without colours.
    fileprivate var texture: SVGDocument.Texture? {
        switch kind {
        case .memory(let node): node.rawValue % 2 == 0 ? nil : .falling
        case .cmr, .tdmr: nil
        case .area: .rising
        case .hole: .dots
        case .withheld: .grid
        }
    }
}
