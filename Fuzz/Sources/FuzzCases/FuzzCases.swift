import Properties

/// A case file of `tdmr check`: the reader, and both judges on whatever it reads.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    CaseProperties.check(ReaderProperties.bytes(start, count))
    return 0
}
