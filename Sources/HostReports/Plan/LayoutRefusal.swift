public import PhysicalMemory
public import TDXModule

/// Why the module refuses a layout, with what of the machine explains it.
public enum LayoutRefusal: Hashable, Sendable {
    /// What TDH.SYS.CONFIG finds wrong.
    case config(ConfigRefusal)
    /// TDH.SYS.CONFIG refuses R8 bit 16, dynamic PAMT, for KeyIDs that start above address bit 48.
    case keyIDsAboveBit48(ConfigRefusal)
    /// TDH.SYS.CONFIG refuses the CMRs for which memory was taken, because some of it lies beyond all addresses.
    case memoryBeyond(AddressableEnd, PageRange, ConfigRefusal)
    /// The TDMR of this index lies beyond all addresses. TDH.SYS.CONFIG was not asked, because CMRs are unknown.
    case tdmrBeyond(AddressableEnd, index: Int, base: PhysicalAddress, size: ByteCount)

    /// What TDH.SYS.CONFIG answers; nil where it was not asked.
    public var answer: ConfigRefusal? {
        switch self {
        case .config(let refusal), .keyIDsAboveBit48(let refusal), .memoryBeyond(_, _, let refusal): refusal
        case .tdmrBeyond: nil
        }
    }

    /// What is wrong, without the module's status.
    public var sentence: String {
        switch self {
        case .config(let refusal): refusal.sentence
        case .keyIDsAboveBit48:
            "KeyIDs start above bit 48, so the module refuses R8 bit 16, and Linux has no way back to static PAMT"
        case .memoryBeyond(let end, let memory, _): "memory \(memory) lies beyond \(end)"
        case .tdmrBeyond(let end, let index, let base, let size):
            "TDMR \(index), [\(base), \(base + size)), lies beyond \(end)"
        }
    }
}

extension LayoutRefusal: CustomStringConvertible {
    /// What is wrong, with the module's status where it answered.
    public var description: String {
        answer.map { "\(sentence) (\($0.status.name), \($0.status))" } ?? sentence
    }
}
