import PhysicalMemory
import TDXModule

/// The state of a `ConvertibilityTest` while regions are walked. The builders' loops are generic over it, so that each becomes a loop of its own.
protocol ConvertibilityCheck: Sendable {
    /// - Parameter cmrs: in module order; slots after the first unused one are ignored, as in the patch's CMR reader.
    init(cmrs: [CMR])

    /// Whether `pages`, which is not empty, lies inside one CMR. Called in ascending order.
    mutating func admits(_ pages: PageRange) -> Bool
}
