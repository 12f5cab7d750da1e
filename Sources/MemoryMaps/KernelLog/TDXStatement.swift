import PhysicalMemory
import TDXModule

/// What a line of a kernel log says about the TDX module.
enum TDXStatement {
    case pamt(ByteCount)
    case initialized
    case failed(ErrorNumber, text: String)
    case message(String)
    case module(String)
    case dynamicPAMT
    /// A line that is no part of a memory map.
    case event(TDXLogEvent, text: String)
}
