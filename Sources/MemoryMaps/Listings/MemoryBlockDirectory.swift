/// Reads /sys/devices/system/memory, or a copy: `block_size_bytes`, and for each block a folder `memoryN` with `state` and a link or folder `nodeN`.
enum MemoryBlockDirectory {
    static func isOne(_ path: String) -> Bool { Folder.exists("\(path)/block_size_bytes") }

    static func read(_ path: String) throws(InputError) -> MapReading {
        var tree = MemoryBlockTree(size: try word("\(path)/block_size_bytes"))
        for number in try names(path, prefix: "memory") {
            let state = try word("\(path)/memory\(number)/state")
            let node = state == "online" ? try names("\(path)/memory\(number)", prefix: "node").first : nil
            tree.blocks[number] = MemoryBlockTree.Block(state: state, node: node)
        }
        return try tree.reading(path)
    }

    /// The numbers behind `prefix` of the folder's names, ascending.
    private static func names(_ path: String, prefix: String) throws(InputError) -> [UInt64] {
        var numbers: [UInt64] = []
        try Folder.forEachName(path) { name throws(InputError) in
            guard name.hasPrefix(prefix), let number = UInt64(name.dropFirst(prefix.count)) else { return }
            numbers.append(number)
            guard numbers.count <= MemoryBlockTree.mostBlocks else {
                throw InputError(path: path, line: 1, fault: .tooManyEntries(limit: MemoryBlockTree.mostBlocks))
            }
        }
        return numbers.sorted()
    }

    /// The first word of a file.
    private static func word(_ path: String) throws(InputError) -> String { firstWord(try Folder.contents(path)) }

    /// The first word of a small file's content.
    static func firstWord(_ bytes: [UInt8]) -> String {
        bytes.span.text(0..<(bytes.firstIndex { $0 <= 0x20 } ?? bytes.count))
    }
}
