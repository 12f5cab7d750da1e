/// Kernel trees whose files are members of an archive: copies of /sys/devices/system/memory and
/// /sys/firmware/memmap.
struct ArchivedTrees {
    /// The trees by their folders.
    private var blocks: [String: MemoryBlockTree] = [:]
    private var entries: [String: [Int: FirmwareDirectoryEntry]] = [:]
    private var entryCount = 0
    /// Limit on the entries of both; the largest machines have fewer.
    private static let mostEntries = 1 << 22

    /// Names in /sys/devices/system/memory that are not blocks, and in a block that are not its state.
    private static let otherFiles: Set<Substring> = [
        "auto_online_blocks", "probe", "soft_offline_page", "hard_offline_page", "crash_hotplug", "uevent",
    ]
    private static let otherBlockFiles: Set<Substring> = [
        "online", "removable", "phys_index", "phys_device", "valid_zones", "uevent", "subsystem", "power", "driver",
    ]

    /// Takes a member of the archive.
    /// - Parameter bytes: its content; nil for a folder or a link.
    /// - Returns: whether it is a part of a tree; else it is an input by itself.
    mutating func take(_ name: String, _ bytes: [UInt8]?) -> Bool {
        guard entryCount < Self.mostEntries else { return false }
        let path = name.split(separator: "/").filter { $0 != "." }
        guard let last = path.last else { return false }
        let folder = path.dropLast()
        if last == "block_size_bytes", let bytes {
            blocks[folder.joined(separator: "/"), default: MemoryBlockTree()].size = MemoryBlockDirectory.firstWord(
                bytes)
            return true
        }
        if takeBlock(path, bytes) || takeEntry(path, bytes) { return true }
        return folder.last == "memory" && Self.otherFiles.contains(last)
            || folder.last == "power" && folder.dropLast().last == "memory"
    }

    /// `.../memory32/state`, `.../memory32/node0`
    private mutating func takeBlock(_ path: [Substring], _ bytes: [UInt8]?) -> Bool {
        guard let index = path.lastIndex(where: { Self.number($0, behind: "memory") != nil }), index + 1 < path.count,
            let number = Self.number(path[index], behind: "memory")
        else { return false }
        let root = path[..<index].joined(separator: "/")
        let file = path[index + 1]
        if let node = Self.number(file, behind: "node") {
            change(root, number) { $0.node = min($0.node ?? node, node) }
            return true
        }
        if file == "state", index + 2 == path.count, let bytes {
            change(root, number) { $0.state = MemoryBlockDirectory.firstWord(bytes) }
            return true
        }
        return Self.otherBlockFiles.contains(file)
    }

    private mutating func change(_ root: String, _ number: UInt64, _ change: (inout MemoryBlockTree.Block) -> Void) {
        entryCount += 1
        change(&blocks[root, default: MemoryBlockTree()].blocks[number, default: MemoryBlockTree.Block()])
    }

    /// `.../7/start`, `end` and `type`
    private mutating func takeEntry(_ path: [Substring], _ bytes: [UInt8]?) -> Bool {
        guard path.count >= 2, let bytes, bytes.count <= 4096, let file = path.last,
            let number = Int(path[path.count - 2]), number >= 0,
            ["start", "end", "type"].contains(file)
        else { return false }
        entryCount += 1
        // Archived sysfs files are padded to the size that the kernel states for them.
        let content = Array(bytes.prefix { $0 != 0 })
        let root = path.dropLast(2).joined(separator: "/")
        var entry = entries[root]?[number] ?? FirmwareDirectoryEntry(number: number, start: [], end: [], type: [])
        switch file {
        case "start": entry.start = content
        case "end": entry.end = content
        default: entry.type = content
        }
        entries[root, default: [:]][number] = entry
        return true
    }

    private static func number(_ word: Substring, behind prefix: String) -> UInt64? {
        word.hasPrefix(prefix) ? UInt64(word.dropFirst(prefix.count)) : nil
    }

    /// The trees, ascending by their paths.
    /// - Parameter path: that of the archive.
    func inputs(in path: String) -> [CollectedInput] {
        let trees =
            blocks.map { ($0.key, ArchivedTree.blocks($0.value)) }
            + entries.map { ($0.key, ArchivedTree.firmware($0.value.values.sorted { $0.number < $1.number })) }
        return trees.sorted { $0.0 < $1.0 }.map { root, tree in
            .tree(path: root.isEmpty ? path : "\(path)/\(root)", tree)
        }
    }
}
