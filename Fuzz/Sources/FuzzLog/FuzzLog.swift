import Properties

/// Any text at all: kernel logs, and whatever else the reader takes them for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ReaderProperties.check(ReaderProperties.bytes(start, count))
    return 0
}
