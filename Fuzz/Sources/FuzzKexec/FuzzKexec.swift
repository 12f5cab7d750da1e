import Properties

/// The map that kexec prints.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ReaderProperties.check(Array("E820 memmap:\n".utf8) + ReaderProperties.bytes(start, count))
    return 0
}
