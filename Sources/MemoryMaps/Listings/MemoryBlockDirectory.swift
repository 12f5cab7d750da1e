import PhysicalMemory

/// Reads /sys/devices/system/memory, or a copy: `block_size_bytes`, and for each block a folder `memoryN` with `state` and a link or folder `nodeN`.
enum MemoryBlockDirectory {
    /// More blocks than 52 address bits hold of the smallest size.
    private static let mostBlocks = 1 << 25

    static func isOne(_ path: String) -> Bool { Folder.exists("\(path)/block_size_bytes") }

    static func read(_ path: String) throws(InputError) -> MapReading {
        let sizePath = "\(path)/block_size_bytes"
        let text = try word(sizePath)
        guard let size = UInt64(text, radix: 16), size >= 4096, size & (size - 1) == 0 else {
            throw InputError(path: sizePath, line: 1, fault: .notANumber(text))
        }
        let numbers = try names(path, prefix: "memory")
        guard !numbers.isEmpty else { throw InputError(path: path, line: 1, fault: .notAFirmwareDirectory) }
        var blocks: [NodeBytes] = []
        for number in numbers where try word("\(path)/memory\(number)/state") == "online" {
            let (start, overflow) = number.multipliedReportingOverflow(by: size)
            guard !overflow, start < PhysicalAddress.limit.rawValue else {
                throw InputError(path: "\(path)/memory\(number)", line: 1, fault: .addressTooLarge("block \(number)"))
            }
            let node = try names("\(path)/memory\(number)", prefix: "node").first ?? 0
            blocks.append(
                NodeBytes(
                    bytes: start...start + (size - 1), node: NodeID(UInt32(clamping: min(node, TDXMapLimit.node)))))
        }
        var reading = MapReading(path: path, map: HostMemoryMap(), format: .memoryBlocks, memorySource: nil)
        do {
            reading.map.memory = try MemoryAssembly.regions(
                firmware: blocks.map { Logged(value: FirmwareRange($0.bytes, .ram), line: 1) }, affinity: blocks)
        } catch {
            throw InputError(path: path, line: 1, fault: error.fault)
        }
        if !reading.map.memory.isEmpty {
            reading.memorySource = .memoryBlocks
            reading.warnings.append(InputWarning(path: path, line: nil, concern: .wholeBlocks))
        }
        return reading
    }

    /// The numbers behind `prefix` of the folder's names, ascending.
    private static func names(_ path: String, prefix: String) throws(InputError) -> [UInt64] {
        var numbers: [UInt64] = []
        try Folder.forEachName(path) { name throws(InputError) in
            guard name.hasPrefix(prefix), let number = UInt64(name.dropFirst(prefix.count)) else { return }
            numbers.append(number)
            guard numbers.count <= mostBlocks else {
                throw InputError(path: path, line: 1, fault: .tooManyEntries(limit: mostBlocks))
            }
        }
        return numbers.sorted()
    }

    /// The first word of a file.
    private static func word(_ path: String) throws(InputError) -> String {
        let bytes = try Folder.contents(path)
        return bytes.span.text(0..<(bytes.firstIndex { $0 <= 0x20 } ?? bytes.count))
    }
}
