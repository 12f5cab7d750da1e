/// A directory like /sys/firmware/memmap: a directory for each entry, named by its number, with the files `start`, `end` (inclusive) and `type`.
enum FirmwareDirectory {
    /// A directory with more entries is not a firmware map.
    private static let mostEntries = 1 << 20

    /// The entries, by ascending number.
    static func entries(_ path: String) throws(InputError) -> [FirmwareDirectoryEntry] {
        var entries: [FirmwareDirectoryEntry] = []
        for number in try numbers(path) {
            entries.append(
                FirmwareDirectoryEntry(
                    number: number, start: try Folder.contents("\(path)/\(number)/start"),
                    end: try Folder.contents("\(path)/\(number)/end"),
                    type: try Folder.contents("\(path)/\(number)/type")))
        }
        return entries
    }

    /// The entries' numbers, ascending. Other names in the directory do not matter.
    private static func numbers(_ path: String) throws(InputError) -> [Int] {
        var numbers: [Int] = []
        var hasOthers = false
        try Folder.forEachName(path) { name throws(InputError) in
            guard let number = Int(name), number >= 0, String(number) == name else {
                hasOthers = true
                return
            }
            numbers.append(number)
            guard numbers.count <= mostEntries else {
                throw InputError(path: path, line: 1, fault: .tooManyEntries(limit: mostEntries))
            }
        }
        guard !numbers.isEmpty else {
            throw InputError(path: path, line: 1, fault: hasOthers ? .directoryOfFiles : .emptyDirectory)
        }
        return numbers.sorted()
    }
}
