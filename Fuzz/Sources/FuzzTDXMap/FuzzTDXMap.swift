import Properties

/// What follows the header of a tdxmap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ReaderProperties.check(Array("tdxmap 1\n".utf8) + ReaderProperties.bytes(start, count))
    return 0
}
