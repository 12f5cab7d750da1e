import PhysicalMemory

extension FirmwareRange {
    init(_ bytes: ClosedRange<UInt64>, _ type: FirmwareMemoryType) {
        self.init(first: PhysicalAddress(bytes.lowerBound), last: PhysicalAddress(bytes.upperBound), type: type)
    }
}
