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
                    start: Double(bar.pages.start.rawValue), end: Double(bar.pages.end.rawValue), lane: bar.lane, series: bar.kind.rawValue,
                    label: bar.label, hint: bar.hint)
            },
            rows: picture.rows.map { (Double($0.pages.start.rawValue), Double($0.pages.end.rawValue), $0.label) },
            legend: AddressSpacePicture.Kind.allCases.map { kind in picture.bars.contains { $0.kind == kind } ? kind.name : "" })
    }
}
