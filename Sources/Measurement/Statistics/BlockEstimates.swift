import RealModule

extension Double {
    /// The number rounded to `digits` significant digits: the precision of a measurement, in few bytes of a file.
    func rounded(digits: Int) -> Double {
        guard isFinite, self != 0 else { return self }
        let scale = powerOfTen(digits - 1 - decimalExponent(abs(self)))
        // Near the limits of Double there is no such power.
        let rounded = (self * scale).rounded() / scale
        return rounded.isFinite ? rounded : self
    }
}

private func powerOfTen(_ exponent: Int) -> Double { Double.pow(10, Double(exponent)) }
private func decimalExponent(_ value: Double) -> Int { Int(Double.log10(value).rounded(.down)) }

/// Estimates from samples taken two a block (a slot order and its mirror image). Blocks are independent of each other, samples are not: the two halves of a block see
/// the machine in the same state.
package enum BlockEstimates {
    /// The mean logarithm of each block's two times.
    static func blockLogarithms(_ times: [Double]) -> [Double] {
        stride(from: 0, to: times.count - times.count % 2, by: 2).map {
            (Double.log(times[$0]) + Double.log(times[$0 + 1])) / 2
        }
    }

    /// The median time with its interval.
    /// - Precondition: at least two positive times.
    package static func time(_ times: [Double]) -> Estimate {
        MedianInterval.median(blockLogarithms(times)).map { Double.exp($0) }
    }

    /// The ratio of `times` to `reference`, both taken in the same blocks: the median over blocks of the difference of logarithms, with its interval.
    /// - Precondition: equally many times, at least two.
    package static func ratio(_ times: [Double], to reference: [Double]) -> Estimate {
        MedianInterval.median(zip(blockLogarithms(times), blockLogarithms(reference)).map { $0 - $1 })
            .map { Double.exp($0) }
    }
}
