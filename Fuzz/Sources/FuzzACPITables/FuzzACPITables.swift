import Properties

/// SRAT and CEDT as iasl disassembles them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ReaderProperties.check(
        Array("[030h 0048   1]                Subtable Type : 01 [Memory Affinity]\n".utf8)
            + ReaderProperties.bytes(start, count))
    return 0
}
