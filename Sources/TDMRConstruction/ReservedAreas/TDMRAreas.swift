import PhysicalMemory
import TDXModule

/// Collects the areas of one TDMR after another, in the kernel's order, in one buffer.
struct TDMRAreas {
    private var tdmr = PageRange(0, 0)
    private let limit: Int
    private var areas: [ReservedArea] = []

    init(limit: Int) { self.limit = limit }

    /// Moves to the next TDMR.
    mutating func begin(_ tdmr: PageRange) {
        self.tdmr = tdmr
        areas.removeAll(keepingCapacity: true)
    }

    /// Adds `[start, end)`, in bytes.
    /// - Throws: `.reservedAreasExhausted` when the TDMR already has `limit` areas.
    mutating func add(_ start: UInt64, _ end: UInt64) throws(ConstructionError) {
        guard areas.count < limit else { throw .reservedAreasExhausted(tdmr) }
        areas.append(ReservedArea(offset: ByteCount(start - tdmr.start.address.rawValue), size: ByteCount(end - start)))
    }

    /// The areas by offset. Areas with the same offset, which only overlapping PAMTs cause, keep the order in which they were added.
    func sorted() -> [ReservedArea] {
        let ascending = areas.indices.dropFirst().allSatisfy { areas[$0 - 1].offset <= areas[$0].offset }
        // A copy of exact size: with a shared buffer every TDMR would keep the buffer's whole capacity.
        return ascending ? areas.withUnsafeBufferPointer { Array($0) } : areas.sorted { $0.offset < $1.offset }
    }
}
