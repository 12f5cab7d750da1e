@_spi(Fuzzing) import Measurement
import Properties
import Reporting

/// A result, baseline or file of thresholds that anybody may have edited: refused by line, or written again as the same, shown and exported.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = ReaderProperties.bytes(start, count)
    let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
    if let baseline = read(lines, { () throws(FileFault) in try Baseline(json: bytes, path: "fuzz") }) {
        guard let text = try? baseline.fileForFuzzing(), let back = try? Baseline(json: text, path: "again"),
            back == baseline
        else { fatalError("another baseline after writing and reading") }
    }
    _ = read(lines) { () throws(FileFault) in try Thresholds(json: bytes, path: "fuzz", families: []) }
    if let document = read(lines, { () throws(FileFault) in try ResultDocument(json: bytes, path: "fuzz") }) {
        check(document)
    }
    return 0
}

/// What was read, or nil after a look at the error.
private func read<Value>(_ lines: Int, _ body: () throws(FileFault) -> Value) -> Value? {
    do {
        return try body()
    } catch {
        guard !error.description.utf8.contains(UInt8(ascii: "\n")) else {
            fatalError("an error of more than one line: \(error)")
        }
        guard error.line.map({ (1...lines).contains($0) }) ?? true else {
            fatalError("an error at line \(error.line ?? 0) of \(lines)")
        }
        return nil
    }
}

private func check(_ document: ResultDocument) {
    guard let text = try? document.fileForFuzzing(), let back = try? ResultDocument(json: text, path: "again"),
        back == document
    else { fatalError("another result after writing and reading") }
    for file in Report(document).files() where file.text.contains("<script") { fatalError("a script in \(file.name)") }
    _ = RunSummary.text(document, file: nil) + CountTable.text(document)
    for format in ExportFormat.allCases { _ = try? Export(document, format: format, machineNumber: 1).text(format) }
    let comparison = ComparisonReport(
        Comparison(old: document, new: document, tolerances: Tolerances(timing: 0.05, count: 0.003)), showsAll: true)
    guard comparison.annotations.split(separator: "\n").allSatisfy({ $0.hasPrefix("::") }) else {
        fatalError("an annotation of more than one line")
    }
    _ = comparison.text()
    _ = (try? ResultDocument(merging: [("fuzz", document)]))?.missingShards
}
