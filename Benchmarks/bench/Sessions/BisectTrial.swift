import Measurement
import Reporting
import SafeText
import SystemPackage

/// One commit of a bisection: built, measured by its own bench, compared with a good one.
struct BisectTrial {
    /// The verdict for `git bisect run`.
    enum Verdict: CustomStringConvertible {
        case good(change: Double)
        case bad(change: Double)
        case skipped(Obstacle)

        /// 0, 1 and 125, as in git-bisect(1).
        var exitCode: Int32 {
            switch self {
            case .good: 0
            case .bad: 1
            case .skipped: 125
            }
        }

        var description: String {
            switch self {
            case .good(let change): "good: \(Figure.percent(change - 1))"
            case .bad(let change): "bad: \(Figure.percent(change - 1))"
            case .skipped(let obstacle): "skipped: \(obstacle)"
            }
        }
    }

    var name: CaseName
    var figure: HistoryEntry.Figure
    /// A share: changes up to it are good.
    var tolerance: Double
    /// A shell command.
    var build: String
    var program: String
    /// Of the first try.
    var seconds: Double

    private static let mostTries = 3

    /// Measures until the figure differs from the good one or is known to be the same.
    func verdict(against good: ResultDocument) -> Verdict {
        guard let row = good.cases.first(where: { $0.name == name }),
            let old = Self.figure(figure, of: row, in: good)
        else { return .skipped(.notInGood(figure, name)) }
        guard run(["/bin/sh", "-c", build]) == 0 else { return .skipped(.notBuilt) }
        for attempt in 0..<Self.mostTries {
            let document: ResultDocument
            switch measure(like: row, seconds: seconds * Double(1 << attempt)) {
            case .success(let measured): document = measured
            case .failure(let obstacle): return .skipped(obstacle)
            }
            guard let new = document.cases.first(where: { $0.name == name }),
                let figure = Self.figure(figure, of: new, in: document), let change = figure.change(from: old)
            else { return .skipped(.notMeasured(figure, name)) }
            guard document.machines[new.machine].key.fingerprint == good.machines[row.machine].key.fingerprint else {
                return .skipped(.otherMachine)
            }
            switch change.verdict(tolerance: tolerance) {
            case .worse: return .bad(change: change.ratio.value)
            case .better, .same: return .good(change: change.ratio.value)
            case .inconclusive:
                // An interval below the tolerance as a whole is good: improvements are not searched for.
                if change.ratio.high <= 1 + tolerance { return .good(change: change.ratio.value) }
            }
        }
        return .skipped(.noise(tries: Self.mostTries))
    }

    /// Why a commit is not judged.
    enum Obstacle: Error, CustomStringConvertible {
        case notInGood(HistoryEntry.Figure, CaseName)
        case notBuilt
        case notMeasured(HistoryEntry.Figure, CaseName)
        case otherMachine
        case noise(tries: Int)
        case noFolder
        case wrongAnswer
        case exitCode(Int)
        case unreadable(any Error)

        var description: String {
            switch self {
            case .notInGood(let figure, let name): "the good result has no \(figure) of \(name)"
            case .notBuilt: "it does not build"
            case .notMeasured(let figure, let name): "there is no \(figure) of \(name)"
            case .otherMachine: "the good result is of another machine, build or libc"
            case .noise(let tries): "within the noise after \(tries) tries"
            case .noFolder: "no temporary folder"
            case .wrongAnswer: "it gives a wrong answer"
            case .exitCode(let code): "its bench ends with exit code \(code)"
            case .unreadable(let error): "\(error)"
            }
        }
    }

    private static func figure(_ figure: HistoryEntry.Figure, of row: CaseResult, in document: ResultDocument)
        -> MeasuredFigure?
    {
        row.figures(reference: document.reference(of: row)).first { $0.metric == figure.rawValue }
    }

    /// The case, and the reference with it where the ratio is asked for.
    private func measure(like row: CaseResult, seconds: Double) -> Result<ResultDocument, Obstacle> {
        guard let folder = try? ScratchFolder() else { return .failure(.noFolder) }
        defer { folder.remove() }
        let file = folder.path.appending("result.json")
        var filter = [name.description]
        if figure == .ratio, let reference = row.ratio?.reference {
            var other = name
            other.algorithm = reference
            filter.append(other.description)
        }
        let patterns = filter.flatMap { ["--filter", "^\(Self.escaped($0))$"] }
        let arguments =
            figure == .instructions
            ? ["count", "--out", file.string] + patterns
            : ["run", "--out", file.string, "--time", "\(seconds)", "--counters", "none"] + patterns
        let code = run([program] + arguments)
        guard code == 0 else {
            return .failure(code == 3 ? .wrongAnswer : .exitCode(code))
        }
        do { return .success(try ResultFile.load(file)) } catch { return .failure(.unreadable(error)) }
    }

    /// A pattern that matches this text alone.
    static func escaped(_ text: String) -> String {
        text.map { $0.isLetter || $0.isNumber || "/_-".contains($0) ? "\($0)" : "\\\($0)" }.joined()
    }

    /// The program's output goes to standard error: standard output is for the verdict.
    private func run(_ command: [String]) -> Int {
        let process = ChildProcess(command[0], Array(command.dropFirst()), output: .standardError)
        return (try? process.run()) ?? 127
    }
}
