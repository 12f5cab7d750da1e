import SafeText

extension ResultDocument {
    /// Why a file is not a result, or not a usable one.
    enum Problem: FileFault.Problem {
        case otherSchema(String?)
        case otherVersion(Int?)
        /// Merging: the other file has the same run.
        case sameRun(as: String)
        /// Merging: the other file has this case of a job array.
        case sameCase(CaseName, Shard, as: String, Shard)
        /// Merging: a family of this name differs.
        case otherFamily(String)
        case notOptimised(mode: String)

        case processors(Int)
        case emptyCache
        case runSeconds(Double)
        case crossover(size: Double, machine: Int)
        case machineMissing(CaseName, machine: Int)
        /// On one machine.
        case caseTwice(CaseName)
        case familyTwice(String)
        case timeMissing(CaseName)
        case samples(CaseName)
        case impossible(CaseName, CaseResult.Impossibility)

        var description: String {
            switch self {
            case .otherSchema(let found?): "not a bench result: the schema is '\(TerminalText.quoted(found))'"
            case .otherSchema(nil): "not a bench result: there is no 'schema'"
            case .otherVersion(let found):
                "result version \(ResultDocument.version) is needed, this file has \(found.map(String.init) ?? "none")"
            case .sameRun(let other): "holds the same run as \(other)"
            case .sameCase(let name, let shard, let other, let otherShard):
                "holds \(name) in part \(shard), which \(TerminalText.line(other)) holds in part \(otherShard): a case of a job array is merged once"
            case .otherFamily(let name):
                "its family '\(name)' is not that of the other results: another version of the suite"
            case .notOptimised(let mode): "measured with a \(mode) build: its figures mean nothing"
            case .processors(let count): "a machine has \(count) processors"
            case .emptyCache: "a cache has no bytes"
            case .runSeconds(let seconds): "a run took \(seconds) s"
            case .crossover(let size, let machine): "a crossover lies at \(size) entries of machine \(machine)"
            case .machineMissing(let name, let machine):
                "\(name) names machine \(machine), which the file does not have"
            case .caseTwice(let name): "\(name) is there twice for one machine"
            case .familyTwice(let name): "the family '\(TerminalText.quoted(name))' is there twice"
            case .timeMissing(let name): "\(name) is measured but has no time"
            case .samples(let name): "\(name): samples must be positive and come in pairs"
            case .impossible(let name, let fact): "\(name): \(fact)"
            }
        }
    }
}
