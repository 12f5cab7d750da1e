import RealModule

extension SampleSeries {
    var logarithms: [Double] { times.map { Double.log($0) } }
}
