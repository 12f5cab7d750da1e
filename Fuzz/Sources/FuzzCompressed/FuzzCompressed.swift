import MemoryMaps
import Properties

/// A compressed map, through the system's decompressor.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = ReaderProperties.bytes(start, count)
    ReaderProperties.check { () throws(InputError) in try MapReader.read(bytes, name: "fuzz") }
    return 0
}
