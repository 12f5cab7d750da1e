import Properties
import TDXModule

/// A file of cost parameters: an assigned model has texts for its values that assign the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var model = CostModel.standard
    do {
        try model.assign(file: String(decoding: ReaderProperties.bytes(start, count), as: UTF8.self))
    } catch {
        guard !"\(error.reason)".utf8.contains(UInt8(ascii: "\n")), "\(error.reason)".count < 2000 else {
            fatalError("a message that is long or of many lines")
        }
        return 0
    }
    var again = CostModel.standard
    for parameter in CostParameter.allCases {
        guard (try? again.assign("\(parameter.name)=\(model.text(parameter))")) != nil else {
            fatalError("\(model.text(parameter)) is refused")
        }
    }
    guard CostParameter.allCases.allSatisfy({ again[$0] == model[$0] }) else {
        fatalError("other values from the same texts")
    }
    return 0
}
