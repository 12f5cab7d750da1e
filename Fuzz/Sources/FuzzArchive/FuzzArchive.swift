import MemoryMaps
import Properties

/// A tar archive; every file in it is read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    MapCollection.forEach(inArchive: ReaderProperties.bytes(start, count), path: "fuzz") { input in
        ReaderProperties.check { () throws(InputError) in try input.read() }
    }
    return 0
}
