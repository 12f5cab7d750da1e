import PhysicalMemory

/// Fills a line with ranges that come one after the other.
struct GridLineWriter {
    private let words: UnsafeMutablePointer<UInt32>
    private let origin: UInt64
    private var lane = 0

    @inline(__always)
    init(_ lines: UnsafeMutableBufferPointer<GridLine>, _ index: Int, origin: UInt64) {
        let line = lines.baseAddress.unsafelyUnwrapped + index
        line.pointee = .leafOfNothing(origin: origin)
        words = UnsafeMutableRawPointer(line).assumingMemoryBound(to: UInt32.self)
        self.origin = origin
    }

    /// Ranges beyond a line's capacity overwrite the first ones; the line is then built again.
    @inline(__always)
    mutating func append(_ range: PageRange) {
        GridLine.write(range, to: words, lane: lane & (GridLine.capacity - 1), origin: origin)
        lane &+= 1
    }
}
