import Guarded
public import PhysicalMemory

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
