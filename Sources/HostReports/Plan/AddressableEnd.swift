import MemoryMaps
public import PhysicalMemory

/// The end of the 52-bit address space without the address bits that hold KeyIDs.
public struct AddressableEnd: Hashable, Sendable {
    /// The first page beyond it.
    public let frame: PageFrame
    /// KeyIDs of MKTME and TDX together.
    public let keyIDs: UInt64

    init(_ map: HostMemoryMap) {
        keyIDs = UInt64(map.keyIDs.mktme) + UInt64(map.keyIDs.tdx)
        let bits = UInt64.bitWidth - keyIDs.leadingZeroBitCount
        frame = PageFrame(PageFrame.limit.rawValue >> UInt64(bits))
    }
}

extension AddressableEnd: CustomStringConvertible {
    public var description: String {
        "\(frame.address), the end of the physical addresses that \(keyIDs) KeyIDs leave"
    }
}
