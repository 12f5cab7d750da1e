import MemoryMaps
import Properties

/// The files of a /sys/firmware/memmap directory, three to an entry, with a `;` between two files.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let files = ReaderProperties.bytes(start, count).split(
        separator: UInt8(ascii: ";"), omittingEmptySubsequences: false
    ).map(Array.init)
    let entries = stride(from: 0, to: files.count - 2, by: 3).map { first in
        FirmwareDirectoryEntry(number: first / 3, start: files[first], end: files[first + 1], type: files[first + 2])
    }
    ReaderProperties.check { () throws(InputError) in try MapReader.read(entries, directory: "fuzz") }
    return 0
}
