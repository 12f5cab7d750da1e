import PhysicalMemory
import TDXModule

/// Chooses which separators of a TDMR are kept: the only decision in which the packers that merge ranges differ.
protocol SeparatorChoice {
    /// Moves to the next TDMR, which may keep `most` separators.
    mutating func begin(keeping most: Int)

    /// Takes the next separator, in ascending order.
    mutating func add(_ separator: Separator)

    /// The separators that are kept, ascending. More than `most` where the choice gives up no memory.
    mutating func kept() -> [Separator]
}
