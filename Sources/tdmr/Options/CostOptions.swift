import ArgumentParser
import MemoryMaps
import TDXModule

/// The cost model's parameters on the command line.
struct CostOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Set a parameter of the cost model, see `tdmr costs`. Wins over --cost-file.", valueName: "name=value"))
    var cost: [String] = []

    @Option(help: "Read parameters from this file, one NAME=VALUE per line; # starts a comment.", completion: .file())
    var costFile: String?

    func validate() throws {
        var model = CostModel.standard
        for assignment in cost {
            do { try model.assign(assignment) } catch { throw ValidationError("\(error)") }
        }
    }

    /// The model that the options ask for.
    /// - Throws: `BadInput` for a bad file; bad options were refused before.
    func model() throws -> CostModel {
        var model = CostModel.standard
        if let costFile {
            try CostFileFault.wrapping(costFile) {
                var reader = CostFileReader(model)
                try TextLines.forEach(of: costFile) { line, isCut in
                    try reader.take(line.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }, isCut: isCut)
                }
                model = reader.model
            }
        }
        for assignment in cost { try model.assign(assignment) }
        return model
    }
}

/// A file of cost parameters that cannot be read or understood.
private struct CostFileFault: BadInput {
    let badInputLine: String

    static func wrapping(_ path: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as CostFileError {
            throw CostFileFault(badInputLine: "\(path):\(error.line): \(error.reason)")
        }
    }
}
