struct RandomAccess: LineAccess {
    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64 {
        var total: UInt64 = 0
        for line in order { total &+= words[Int(line) &* LineBuffer.wordsPerLine] }
        return total
    }
}
