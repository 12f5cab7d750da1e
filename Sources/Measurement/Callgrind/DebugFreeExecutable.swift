/// A 64-bit little-endian ELF executable whose debug sections are renamed, so that valgrind does not read them.
///
/// valgrind before 3.20 gives up on a program with DWARF 5 forms it does not know, which the C compiler of a Swift toolchain writes. A section is recognised
/// by its name, so it is enough to change the names: no strip tool is needed, and nothing moves.
enum DebugFreeExecutable {
    /// The executable with `.debug_*` sections renamed; unchanged when it is not such an ELF file or has none.
    static func make(from executable: [UInt8]) -> [UInt8] {
        guard executable.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]), let names = sectionNames(executable) else {
            return executable
        }
        var result = executable
        let prefix = Array(".debug_".utf8)
        var position = names.lowerBound
        while position + prefix.count <= names.upperBound {
            if result[position..<position + prefix.count].elementsEqual(prefix) {
                result[position + 1] = UInt8(ascii: "x")
            }
            position += 1
        }
        return result
    }

    /// Where the names of the sections lie: the section that e_shstrndx points at (System V ABI, chapter 4).
    private static func sectionNames(_ file: [UInt8]) -> Range<Int>? {
        guard let table = number(file, 0x28, 8), let entrySize = number(file, 0x3a, 2),
            let index = number(file, 0x3e, 2)
        else { return nil }
        let (entry, overflow) = table.addingReportingOverflow(entrySize * index)
        guard !overflow, let offset = number(file, entry &+ 0x18, 8), let size = number(file, entry &+ 0x20, 8),
            offset <= file.count, size <= file.count - offset
        else { return nil }
        return offset..<offset + size
    }

    /// A little-endian number of `count` bytes; nil when it is not inside the file or not a non-negative Int.
    private static func number(_ file: [UInt8], _ offset: Int, _ count: Int) -> Int? {
        guard offset >= 0, offset <= file.count - count else { return nil }
        let value = file[offset..<offset + count].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(exactly: value)
    }
}
