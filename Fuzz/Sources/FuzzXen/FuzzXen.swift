import Properties

/// Each line is one of Xen's.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let lines = ReaderProperties.bytes(start, count).split(separator: UInt8(ascii: "\n"))
    ReaderProperties.check(Array(lines.map { Array("(XEN) ".utf8) + $0 + [UInt8(ascii: "\n")] }.joined()))
    return 0
}
