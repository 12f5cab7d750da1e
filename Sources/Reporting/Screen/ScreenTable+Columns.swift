internal import Measurement

extension ScreenTable {
    /// All columns of a family, the most important first: the curve with the most points (its ends before the points between), the largest point of
    /// every other curve, datasets that are not on a curve, the rest.
    static func ranked(_ columns: [ScreenColumn], merit: String?) -> [ScreenColumn] {
        var order: [ScreenColumn.Curve] = []
        var curves: [ScreenColumn.Curve: [ScreenColumn]] = [:]
        for column in columns {
            if curves[column.curve] == nil { order.append(column.curve) }
            curves[column.curve, default: []].append(column)
        }
        func weight(_ curve: ScreenColumn.Curve) -> (Int, Int, Int) {
            let points = curves[curve] ?? []
            return (
                merit != nil && curve.measure != .time ? 1 : 0, points.count,
                points.reduce(0) { $0 + $1.cells.count }
            )
        }
        guard var main = order.first else { return [] }
        for curve in order where weight(curve) > weight(main) { main = curve }
        let points = (curves[main] ?? []).sorted { ($0.size ?? 0) < ($1.size ?? 0) }
        var ranked = [points.last, points.count > 1 ? points.first : nil].compactMap { $0 }
        ranked += points.dropFirst().dropLast().reversed()
        var rest: [ScreenColumn] = []
        let others = order.filter { $0 != main }
        for curve in others.filter(\.isSized) + others.filter({ !$0.isSized }) {
            let points = (curves[curve] ?? []).sorted { ($0.size ?? 0) > ($1.size ?? 0) }
            ranked += points.prefix(1)
            rest += points.dropFirst()
        }
        return ranked + rest
    }

    /// The columns in the order of reading: the main curve by size, then the others curve by curve.
    static func inReadingOrder(_ columns: [ScreenColumn], main: ScreenColumn, all: [ScreenColumn]) -> [ScreenColumn] {
        var places: [ScreenColumn.Curve: Int] = [main.curve: -1]
        for column in all where places[column.curve] == nil { places[column.curve] = places.count }
        return columns.enumerated().sorted { one, other in
            let (a, b) = (places[one.element.curve] ?? 0, places[other.element.curve] ?? 0)
            return (a, one.element.size ?? 0, one.offset) < (b, other.element.size ?? 0, other.offset)
        }.map(\.element)
    }
}
