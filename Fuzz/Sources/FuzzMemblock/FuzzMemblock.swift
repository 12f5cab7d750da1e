import Properties

/// Each line is that of a memblock dump from its index on; the first one is its count.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let lines = ReaderProperties.bytes(start, count).split(separator: UInt8(ascii: "\n"))
    let text = lines.enumerated().map { index, line in
        Array((index == 0 ? " memory.cnt  = 0x" : " memory[0x\(String(index - 1, radix: 16))]").utf8) + line + [
            UInt8(ascii: "\n")
        ]
    }
    ReaderProperties.check(Array(text.joined()))
    return 0
}
