@_spi(Fuzzing) import HostReports
import MemoryMaps
import Properties
import TDXHost

/// Each line is one about TDX; what is read is diagnosed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let lines = ReaderProperties.bytes(start, count).split(separator: UInt8(ascii: "\n"))
    let text = Array(lines.map { Array("[   14.036730] virt/tdx: ".utf8) + $0 + [UInt8(ascii: "\n")] }.joined())
    guard let reading = ReaderProperties.reading({ () throws(InputError) in try MapReader.read(text, name: "fuzz") })
    else { return 0 }
    let diagnosis = Diagnosis(reading)
    guard (diagnosis.outcome == .failed) == (diagnosis.failure != nil) else {
        fatalError("a failure without a line, or the other way round: \(text)")
    }
    guard !diagnosis.jsonLine.utf8.contains(UInt8(ascii: "\n")) else { fatalError("more than one line") }
    _ = diagnosis.advice + diagnosis.missing
    return 0
}
