import PhysicalMemory

/// The passes, over memory that is not bounds-checked: each pointer has room for as many regions as the sorted list.
struct RadixPasses {
    /// Scratch buffer, as long as the result.
    private let spare: UnsafeMutablePointer<MemoryRegion>
    /// Subtracted from every start.
    private let base: UInt64
    private var counts: [Int] = []

    private static let longestDigit: UInt64 = 11
    /// Longer lists are spread over buckets of half this length on average.
    private static let cached = 4096
    /// Buckets up to this length are sorted by insertion.
    private static let tiny = 24

    init(capacity: Int, base: UInt64) {
        spare = .allocate(capacity: capacity)
        HugePages.advise(UnsafeRawBufferPointer(start: spare, count: capacity * MemoryLayout<MemoryRegion>.stride))
        self.base = base
    }

    func end() { spare.deallocate() }

    /// Sorts `count` regions whose starts differ in the lowest `bits` bits only.
    mutating func sort(
        _ source: UnsafePointer<MemoryRegion>, _ count: Int, bits: UInt64,
        into result: UnsafeMutablePointer<MemoryRegion>
    ) {
        guard count > Self.cached, bits > Self.longestDigit else {
            return sortByDigits(source, count, bits: bits, into: result, spare: spare)
        }
        let wanted = UInt64(Int.bitWidth - (count / (Self.cached / 2)).leadingZeroBitCount)
        let digit = min(Self.longestDigit, wanted)
        let ends = scatter(source, count, shift: bits - digit, digit: digit, into: spare)
        var start = 0
        for end in ends {
            sortByDigits(spare + start, end - start, bits: bits - digit, into: result + start, spare: spare + start)
            start = end
        }
    }

    /// Sorts by one digit after the other, lowest first. The number of passes is odd, so that the last one writes to the result whether the first one reads the input or
    /// the scratch buffer.
    private mutating func sortByDigits(
        _ source: UnsafePointer<MemoryRegion>, _ count: Int, bits: UInt64,
        into result: UnsafeMutablePointer<MemoryRegion>,
        spare: UnsafeMutablePointer<MemoryRegion>
    ) {
        guard count > Self.tiny else { return insert(source, count, into: result) }
        let passes = (bits + Self.longestDigit - 1) / Self.longestDigit | 1
        let digit = max(1, (bits + passes - 1) / passes)
        var from = source
        for pass in 0..<passes {
            let to = pass.isMultiple(of: 2) ? result : spare
            _ = scatter(from, count, shift: pass * digit, digit: digit, into: to)
            from = UnsafePointer(to)
        }
    }

    /// Writes the regions in the order of `digit` bits of their starts from `shift` on; those with the same value keep their order.
    /// - Returns: where the regions of each value end.
    private mutating func scatter(
        _ source: UnsafePointer<MemoryRegion>, _ count: Int, shift: UInt64, digit: UInt64,
        into target: UnsafeMutablePointer<MemoryRegion>
    ) -> [Int] {
        let mask = (UInt64(1) << digit) &- 1
        let base = base
        let shift = shift & 63
        counts.removeAll(keepingCapacity: true)
        counts.append(contentsOf: repeatElement(0, count: 1 << Int(digit)))
        counts.withUnsafeMutableBufferPointer { places in
            for index in 0..<count {
                places[Int(truncatingIfNeeded: (source[index].start.rawValue &- base) &>> shift & mask)] &+= 1
            }
            var sum = 0
            for value in places.indices { (places[value], sum) = (sum, sum &+ places[value]) }
            for index in 0..<count {
                let value = Int(truncatingIfNeeded: (source[index].start.rawValue &- base) &>> shift & mask)
                target[places[value]] = source[index]
                places[value] &+= 1
            }
        }
        return counts
    }

    /// Insertion sort into the result.
    private func insert(
        _ source: UnsafePointer<MemoryRegion>, _ count: Int, into result: UnsafeMutablePointer<MemoryRegion>
    ) {
        for index in 0..<count {
            let region = source[index]
            var place = index
            while place > 0, result[place - 1].start > region.start {
                result[place] = result[place - 1]
                place -= 1
            }
            result[place] = region
        }
    }
}
