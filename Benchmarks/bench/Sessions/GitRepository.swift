import Measurement
import SafeText

/// The git repository of the working folder, read through the git program.
enum GitRepository {
    /// Why git gave no answer.
    enum Failure: Error, CustomStringConvertible {
        case noGit
        case unknownCommit(String)
        case uncommittedChanges

        var description: String {
            switch self {
            case .noGit: "git is not installed: it names the commits of a history"
            case .unknownCommit(let revision):
                "git knows no commit '\(TerminalText.quoted(revision))' in the working folder"
            case .uncommittedChanges:
                "there are changes that are not committed: name the commit that was measured with --commit"
            }
        }
    }

    /// The commit that `revision` names.
    /// - Throws: `Failure`.
    static func commit(_ revision: String) throws -> HistoryEntry.Commit {
        let unknown = Failure.unknownCommit(revision)
        guard !revision.hasPrefix("-") else { throw unknown }
        let facts = try lines([
            "show", "-s", "--date=format-local:%Y-%m-%dT%H:%M:%SZ", "--format=%H%n%cd", "\(revision)^{commit}", "--",
        ])
        let number = try lines(["rev-list", "--count", "\(revision)^{commit}", "--"]).first.flatMap { Int($0) }
        guard facts.count >= 2, let number,
            let commit = HistoryEntry.Commit(hash: facts[0], date: facts[1], number: number)
        else { throw unknown }
        return commit
    }

    /// Whether tracked files differ from the commit that is checked out.
    static func isChanged() throws -> Bool {
        !(try lines(["status", "--porcelain", "--untracked-files=no"])).isEmpty
    }

    private static func lines(_ arguments: [String]) throws -> [String] {
        guard let git = Programs.git else { throw Failure.noGit }
        let environment = ["TZ=UTC"] + ChildProcess.ownEnvironment.filter { !$0.hasPrefix("TZ=") }
        let (code, output) = try ChildProcess(git, arguments, environment: environment, errors: .discarded).captured()
        guard code == 0 else { return [] }
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
