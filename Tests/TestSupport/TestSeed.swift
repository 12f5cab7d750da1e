import Foundation

/// Seeds of property tests.
package enum TestSeed {
    private static let environment = ProcessInfo.processInfo.environment

    /// A seed for the calling test: `TDMR_SEED` where it is set, the same on every run in CI (a gate must not fail for what a change has
    /// nothing to do with), and a new one on every run elsewhere. Tests print it with each failure.
    package static func next(_ file: String = #fileID, _ function: String = #function) -> UInt64 {
        if let seed = environment["TDMR_SEED"].flatMap({ UInt64($0) }) { return seed }
        guard environment["CI"] == "true" else { return .random(in: 0 ... .max) }
        return "\(file):\(function)".utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }

    /// `count` seeds for the calling test, one after the other from `next()` on: with `TDMR_SEED=N` the first is N.
    package static func several(_ count: Int, _ file: String = #fileID, _ function: String = #function) -> [UInt64] {
        let first = next(file, function)
        return (0..<UInt64(count)).map { first &+ $0 }
    }
}
