/// A folder of an archive that is read as a whole: memory blocks, or firmware's map.
public struct ArchivedTree: Sendable {
    private let kind: Kind

    private enum Kind {
        case blocks(MemoryBlockTree)
        case firmware([FirmwareDirectoryEntry])
    }

    static func blocks(_ tree: MemoryBlockTree) -> Self { Self(kind: .blocks(tree)) }
    static func firmware(_ entries: [FirmwareDirectoryEntry]) -> Self { Self(kind: .firmware(entries)) }

    func read(_ path: String) throws(InputError) -> MapReading {
        switch kind {
        case .blocks(let tree): try tree.reading(path)
        case .firmware(let entries): try MapReader.read(entries, directory: path)
        }
    }
}
