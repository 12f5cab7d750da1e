import PhysicalMemory
import TDXModule

/// Chooses the separators of a TDMR that are kept. The packers that merge ranges differ only in this choice.
protocol SeparatorChoice {
    /// Moves to the next TDMR, which may keep `most` separators.
    mutating func begin(keeping most: Int)

    /// Takes the next separator, in ascending order.
    mutating func add(_ separator: Separator)

    /// The kept separators, ascending. A choice that gives up no memory may return more than `most`.
    mutating func kept() -> [Separator]
}
