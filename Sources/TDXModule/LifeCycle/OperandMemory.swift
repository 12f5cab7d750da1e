public import PhysicalMemory

/// The host's memory as far as SEAMCALL operands point to it: 64-bit words, little endian, at multiples of 8.
public protocol OperandMemory: Sendable {
    /// The 8 bytes at `address`, a multiple of 8.
    func word(at address: PhysicalAddress) -> UInt64
    /// Writes the 8 bytes at `address`, a multiple of 8.
    func setWord(_ word: UInt64, at address: PhysicalAddress)
}

extension OperandMemory {
    /// Writes consecutive words from `address` up.
    public func setWords(_ words: some Sequence<UInt64>, at address: PhysicalAddress) {
        var place = address
        for word in words {
            setWord(word, at: place)
            place = place + ByteCount(8)
        }
    }

    /// Reads `count` consecutive words from `address` up.
    public func words(_ count: Int, at address: PhysicalAddress) -> [UInt64] {
        (0..<UInt64(count)).map { word(at: address + ByteCount(8 * $0)) }
    }
}
