import PhysicalMemory
import TDXModule

/// A choice that lists all separators of a TDMR before it chooses.
protocol ListingChoice: SeparatorChoice {
    var separators: [Separator] { get set }
    /// The most separators that may be kept.
    var most: Int { get set }
}

extension ListingChoice {
    @inline(__always)
    mutating func begin(keeping most: Int) {
        separators.removeAll(keepingCapacity: true)
        self.most = most
    }

    @inline(__always) mutating func add(_ separator: Separator) { separators.append(separator) }
}
