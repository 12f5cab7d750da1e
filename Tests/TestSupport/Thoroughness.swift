import Foundation

/// How much property tests try. `swift test` on a debug build stays quick; with `TDMR_THOROUGH=1` in the environment the same tests try many more.
public enum Thoroughness {
    public static let isThorough =
        ProcessInfo.processInfo.environment["TDMR_THOROUGH"].map { !$0.isEmpty && $0 != "0" } ?? false

    /// Number of cases to try.
    public static func cases(quick: Int, thorough: Int) -> Int { isThorough ? thorough : quick }
}
