import Measurement

/// Why a run cannot resume an earlier result.
enum ResumeProblem: FileFault.Problem {
    case merged(runs: Int)
    case otherMachine(MachineKey)
    /// `debug` or `release`.
    case otherMode(String)
    case otherProgram(String, own: String?)
    case otherSeed(UInt64, asked: UInt64)

    var description: String {
        let text =
            switch self {
            case .merged(let runs): "it is merged from \(runs) runs"
            case .otherMachine(let key): "it was measured on another machine or build (\(key))"
            case .otherMode(let mode): "it is of a \(mode) build"
            case .otherProgram(let program, let own):
                "another build of this program measured it (\(program), not \(own ?? "unknown"))"
            case .otherSeed(let seed, let asked): "its seed is \(seed), not \(asked)"
            }
        return "cannot resume this result: \(text)"
    }
}
