import PhysicalMemory
import TDXModule

/// The highest numbers of a tdxmap where the format leaves them open: above those of any machine, and low enough that a program that
/// trusts them neither runs out of memory nor overflows.
enum TDXMapLimit {
    static let cmrs = 32
    /// Of TDMRs and of reserved areas. The module's own metadata fields have 16 bits; maps for experiments go beyond.
    static let tdmrs: UInt64 = 1 << 31 - 1
    /// The module's metadata fields have 16 bits.
    static let pamtEntrySize: UInt64 = 1 << 16 - 1
    /// The module's metadata field as Linux reads it has 16 bits.
    static let bitmapBits: UInt64 = 1 << 16 - 1
    static let node: UInt64 = 1 << 16 - 1
    static let packages: UInt64 = 1 << 16
    static let logicalProcessors: UInt64 = 1 << 20
    /// KeyIDs have at most 16 bits.
    static let keyIDs: UInt64 = 1 << 16 - 1
}
