import PhysicalMemory

/// The oracle: one bit a frame, for 64 frames from `base` on.
struct FrameBitmap: Equatable {
    var base: UInt64 = 0
    var bits: UInt64

    /// All 64 frames.
    var universe: PageRange { PageRange(base, base + 64) }

    /// The set as `PageRanges` must hold it, bit by bit.
    var runs: [PageRange] {
        var runs: [PageRange] = []
        var start: UInt64?
        for offset in 0...64 as ClosedRange<UInt64> {
            let isSet = offset < 64 && bits >> offset & 1 == 1
            if isSet, start == nil { start = offset }
            if !isSet, let first = start {
                runs.append(PageRange(base + first, base + offset))
                start = nil
            }
        }
        return runs
    }

    /// The set under test.
    var ranges: PageRanges { PageRanges(unchecked: runs) }

    func mask(_ range: PageRange) -> UInt64 {
        (0..<64).reduce(0) { range.contains(PageFrame(base + $1)) ? $0 | 1 << $1 : $0 }
    }
}
