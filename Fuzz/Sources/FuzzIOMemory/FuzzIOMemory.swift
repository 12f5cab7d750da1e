import Properties

/// Texts that begin like /proc/iomem.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ReaderProperties.check(Array("00001000-0009efff : System RAM\n".utf8) + ReaderProperties.bytes(start, count))
    return 0
}
