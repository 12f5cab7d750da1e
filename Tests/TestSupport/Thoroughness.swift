import Foundation

/// The number of cases that property tests try. `swift test` on a debug build stays quick; with `TDMR_THOROUGH=1` in the environment the same tests try many more.
package enum Thoroughness {
    package static let isThorough =
        ProcessInfo.processInfo.environment["TDMR_THOROUGH"].map { !$0.isEmpty && $0 != "0" } ?? false

    /// Whether to try everything: in an optimised build, and with `TDMR_THOROUGH=1`.
    package static let isComplete: Bool = {
        #if DEBUG
        isThorough
        #else
        true
        #endif
    }()

    /// All of them, or `count` of them spread evenly where there is no time for all.
    package static func sample<Case>(_ all: [Case], of count: Int) -> [Case] {
        guard !isComplete, all.count > count else { return all }
        return (0..<count).map { all[$0 * all.count / count] }
    }

    /// Number of cases to try.
    /// - Parameter complete: the number in an optimised build; nil: the same as in a debug build.
    package static func cases(quick: Int, complete: Int? = nil, thorough: Int) -> Int {
        isThorough ? thorough : isComplete ? complete ?? quick : quick
    }
}
