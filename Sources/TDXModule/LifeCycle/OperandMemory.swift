import Guarded
public import PhysicalMemory

/// The host's memory as far as SEAMCALL operands point to it: 64-bit words, little endian, at multiples of 8.
public protocol OperandMemory: Sendable {
    /// The 8 bytes at `address`, a multiple of 8.
    func word(at address: PhysicalAddress) -> UInt64
    /// Writes the 8 bytes at `address`, a multiple of 8.
    func setWord(_ word: UInt64, at address: PhysicalAddress)
}

/// Sparse memory, zero where nothing was written. Safe under threads; holds 8 bytes and a table slot per word written.
public final class SparseMemory: OperandMemory {
    private let words = Guarded<[UInt64: UInt64]>([:])

    /// Memory that holds zero everywhere.
    public init() {}

    /// - Precondition: `address` is a multiple of 8.
    public func word(at address: PhysicalAddress) -> UInt64 {
        precondition(address.isAligned(to: ByteCount(8)), "words lie at multiples of 8")
        return words.withLock { $0[address.rawValue] ?? 0 }
    }

    /// - Precondition: `address` is a multiple of 8.
    public func setWord(_ word: UInt64, at address: PhysicalAddress) {
        precondition(address.isAligned(to: ByteCount(8)), "words lie at multiples of 8")
        words.withLock { $0[address.rawValue] = word == 0 ? nil : word }
    }
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
