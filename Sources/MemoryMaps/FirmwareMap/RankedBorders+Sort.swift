extension RankedBorders {
    /// Sorts by address. Borders that are nearly in order, or few, are put in order one by one.
    mutating func sort() {
        if isSortedByInsertion() { return }
        let low = UInt64(differing.trailingZeroBitCount)
        let bits = UInt64(UInt64.bitWidth - differing.leadingZeroBitCount) - low
        // More buckets than fit in the L1 cache cost more than the pass that they save.
        let most: UInt64 = words.count < 1024 ? 8 : 11
        let passes = (bits + most - 1) / most
        let digit = (bits + passes - 1) / passes
        var spare = [UInt64](unsafeUninitializedCapacity: words.count) { $1 = words.count }
        var places = [UInt32](repeating: 0, count: 1 << Int(digit))
        for pass in 0..<passes {
            scatter(into: &spare, shift: Self.addressShift + low + pass * digit, &places)
            swap(&words, &spare)
        }
    }

    /// Insertion sort that gives up, and returns false, once borders have moved by more than four places on average.
    private mutating func isSortedByInsertion() -> Bool {
        words.withUnsafeMutableBufferPointer { words in
            var left = 64
            for index in words.indices.dropFirst() {
                let word = words[index]
                var place = index
                while place > 0, words[place &- 1] > word {
                    words[place] = words[place &- 1]
                    place &-= 1
                }
                words[place] = word
                left &+= 4 &- (index &- place)
                if left < 0 { return false }
            }
            return true
        }
    }

    /// Writes the words in the order of the digit from `shift` on, which has as many values as there are places; those with the same value keep their order.
    private func scatter(into target: inout [UInt64], shift: UInt64, _ places: inout [UInt32]) {
        let mask = UInt64(places.count - 1)
        words.withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                places.withUnsafeMutableBufferPointer { places in
                    places.update(repeating: 0)
                    for word in source { places[Int(truncatingIfNeeded: word &>> shift & mask)] &+= 1 }
                    var sum: UInt32 = 0
                    for value in places.indices { (places[value], sum) = (sum, sum &+ places[value]) }
                    for word in source {
                        let value = Int(truncatingIfNeeded: word &>> shift & mask)
                        target[Int(places[value])] = word
                        places[value] &+= 1
                    }
                }
            }
        }
    }
}
