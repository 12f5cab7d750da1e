import Properties

/// A log inside of a JSON string.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ReaderProperties.check(
        Array("{\"log\": \"[    0.000000] Linux version 6.8.0\\n".utf8) + ReaderProperties.bytes(start, count))
    return 0
}
