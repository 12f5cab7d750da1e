import Properties

/// What lsmem prints, as a table or as pairs.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ReaderProperties.check(
        Array(
            "RANGE SIZE STATE REMOVABLE BLOCK NODE\n0x0000000000000000-0x000000007fffffff 2G online yes 0-15 0\n".utf8)
            + ReaderProperties.bytes(start, count))
    return 0
}
