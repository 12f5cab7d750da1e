import PhysicalMemory
import TDXModule

/// A statement of a kernel log's line about the TDX module.
enum TDXStatement {
    case pamt(ByteCount)
    case initialized
    case failed(ErrorNumber, text: String)
    case message(String)
    case module(String)
    case dynamicPAMT
    /// A line that is not part of a memory map.
    case event(TDXLogEvent, text: String)
}
