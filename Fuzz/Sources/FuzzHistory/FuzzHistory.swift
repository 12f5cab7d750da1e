import Measurement
import Properties

/// A history of figures over commits: refused by line, or written again as the same, its changes found.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = ReaderProperties.bytes(start, count)
    let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
    do throws(FileFault) {
        let history = try History(bytes, path: "fuzz")
        // A line has seven digits of a figure: what was written once stays.
        let text = history.text
        guard let back = try? History(Array(text.utf8), path: "again"), back.text == text else {
            fatalError("another history after writing and reading")
        }
    } catch {
        guard error.line.map({ (1...lines).contains($0) }) ?? true else {
            fatalError("an error at line \(error.line ?? 0) of \(lines)")
        }
    }
    return 0
}
