#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension Double {
    /// The number with so many significant digits: what a measurement is worth, and no more bytes in a file.
    func rounded(digits: Int) -> Double {
        guard isFinite, self != 0 else { return self }
        let scale = powerOfTen(digits - 1 - decimalExponent(abs(self)))
        // Near the ends of what a number can be there is no such power.
        let rounded = (self * scale).rounded() / scale
        return rounded.isFinite ? rounded : self
    }
}

// Outside of the extension: a library extends Double with static members of the same names.
private func powerOfTen(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
private func decimalExponent(_ value: Double) -> Int { Int(floor(log10(value))) }

/// Estimates from samples taken two a block (a slot order and its mirror image). The block, not the sample, is what is independent: its two halves share
/// the machine's mood.
public enum BlockEstimates {
    /// The mean logarithm of each block's two times.
    public static func blockLogarithms(_ times: [Double]) -> [Double] {
        stride(from: 0, to: times.count - times.count % 2, by: 2).map { (log(times[$0]) + log(times[$0 + 1])) / 2 }
    }

    /// The median time with its interval.
    /// - Precondition: at least two positive times.
    public static func time(_ times: [Double], bootstrap: Bootstrap = Bootstrap()) -> Estimate {
        bootstrap.median(blockLogarithms(times)).map(exp)
    }

    /// The ratio of `times` to `reference`, both taken in the same blocks: the median over blocks of the difference of logarithms, with its interval.
    /// - Precondition: equally many times, at least two.
    public static func ratio(_ times: [Double], to reference: [Double], bootstrap: Bootstrap = Bootstrap()) -> Estimate {
        bootstrap.median(zip(blockLogarithms(times), blockLogarithms(reference)).map { $0 - $1 }).map(exp)
    }
}

extension SampleSeries {
    var logarithms: [Double] { times.map { log($0) } }
}
