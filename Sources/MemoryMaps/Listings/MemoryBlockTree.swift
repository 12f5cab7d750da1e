import PhysicalMemory

/// The content of /sys/devices/system/memory: the size of memory blocks, and the state and node of each.
struct MemoryBlockTree: Sendable {
    /// The limit on blocks: 52 address bits hold fewer of the smallest size.
    static let mostBlocks = 1 << 25

    struct Block: Sendable {
        var state: String?
        var node: UInt64?
    }

    /// The word in `block_size_bytes`; nil where that is not there.
    var size: String?
    /// The blocks by their numbers.
    var blocks: [UInt64: Block] = [:]

    /// - Parameter path: that of the folder, for messages.
    func reading(_ path: String) throws(InputError) -> MapReading {
        let sizePath = "\(path)/block_size_bytes"
        guard let size else { throw InputError(path: sizePath, line: nil, fault: .unreadable(.noSuchFileOrDirectory)) }
        guard let bytes = UInt64(size, radix: 16), bytes >= 4096, bytes & (bytes - 1) == 0 else {
            throw InputError(path: sizePath, line: 1, fault: .notANumber(size))
        }
        guard !blocks.isEmpty else { throw InputError(path: path, line: 1, fault: .notAFirmwareDirectory) }
        var memory: [NodeBytes] = []
        for (number, block) in blocks.sorted(by: { $0.key < $1.key }) where block.state == "online" {
            let (start, overflow) = number.multipliedReportingOverflow(by: bytes)
            guard !overflow, start < PhysicalAddress.limit.rawValue else {
                throw InputError(path: "\(path)/memory\(number)", line: 1, fault: .addressTooLarge("block \(number)"))
            }
            let node = NodeID(UInt32(min(block.node ?? 0, TDXMapLimit.node)))
            memory.append(NodeBytes(bytes: start...start + (bytes - 1), node: node))
        }
        var reading = MapReading(path: path, map: HostMemoryMap(), format: .memoryBlocks, memorySource: nil)
        do {
            reading.map.memory = try MemoryAssembly.regions(
                firmware: memory.map { Logged(value: FirmwareRange($0.bytes, .ram), line: 1) }, affinity: memory)
        } catch {
            throw InputError(path: path, line: 1, fault: error.fault)
        }
        if !reading.map.memory.isEmpty {
            reading.memorySource = .memoryBlocks
            reading.warnings.append(InputWarning(path: path, line: nil, concern: .wholeBlocks))
        }
        return reading
    }
}
