internal import TDXModule

extension PlanFigures.Key {
    func figure(_ number: Int) -> PlanFigure {
        switch self {
        case .withheld, .offNode, .pamt: .size(.pages(UInt64(number)))
        case .time: .time(Picoseconds(UInt64(number)))
        case .bridged, .tdmrs, .areas: .count(number)
        }
    }
}
