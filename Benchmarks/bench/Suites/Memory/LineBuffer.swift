import SeededRandom

/// The shared input: lines whose first word is a random number.
final class LineBuffer {
    static let wordsPerLine = 8
    let lines: Int
    /// `lines` times 64 bytes, each line at a multiple of 64.
    let words: UnsafeMutablePointer<UInt64>

    init(lines: Int) {
        self.lines = lines
        let raw = UnsafeMutableRawPointer.allocate(byteCount: lines * 64, alignment: 64)
        words = raw.bindMemory(to: UInt64.self, capacity: lines * Self.wordsPerLine)
        var random = SeededRandom(seed: UInt64(lines))
        for i in 0..<(lines * Self.wordsPerLine) { words[i] = random.next() }
    }

    deinit { words.deallocate() }

    /// The oracle: the plain sum of the first words of the given lines.
    func sum(_ indices: some Sequence<UInt32>) -> UInt64 {
        indices.reduce(0) { $0 &+ words[Int($1) * Self.wordsPerLine] }
    }
}
