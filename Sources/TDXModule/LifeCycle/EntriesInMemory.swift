import PhysicalMemory

/// The list and the entries of a call, read from the host's memory when the rules get there.
struct EntriesInMemory: TDMRInfoSource {
    let memory: any OperandMemory
    let list: PhysicalAddress
    let words: Int

    init(_ memory: any OperandMemory, list: PhysicalAddress, reservedAreas: Int) {
        self.memory = memory
        self.list = list
        words = Int(TDMRInfo.entrySize(reservedAreas: reservedAreas).rawValue) / 8
    }

    func entryAddress(_ index: Int) -> PhysicalAddress {
        PhysicalAddress(memory.word(at: list + ByteCount(8 * UInt64(index))))
    }

    func entry(_ index: Int) -> TDMRInfo { TDMRInfo(words: memory.words(words, at: entryAddress(index))) }
}
