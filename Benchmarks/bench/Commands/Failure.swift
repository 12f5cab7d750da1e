import ArgumentParser
import Measurement
import Reporting
import SafeText
import SystemPackage

/// Exit codes of `bench` beyond 0 and 1.
extension ExitCode {
    /// A figure got worse.
    static let regression = ExitCode(2)
    /// An algorithm gave a wrong answer.
    static let wrongAnswer = ExitCode(3)
    static let usage = ExitCode(64)
    static let badInput = ExitCode(65)
    /// The machine is too noisy now, try again later: EX_TEMPFAIL.
    static let tooNoisy = ExitCode(75)
}

/// Turns errors of the libraries into one line on standard error and an exit code.
enum Failure {
    static func report<R>(_ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch let fault as FileFault {
            throw say("\(fault)", .badInput)
        } catch let failure as VerificationFailure {
            throw say("\(failure.name): wrong answer: \(failure.answer)", .wrongAnswer)
        } catch let fault as OutputFault where fault.reason == .exists {
            throw say("\(fault.path.argument) exists; name another file or replace it with --force", .failure)
        } catch let error as ExitCode {
            throw error
        } catch let error as ValidationError {
            throw error
        } catch {
            throw say("\(error)", .failure)
        }
    }

    /// A result takes long to measure, so it is not replaced without --force.
    static func exclusiveFile(_ path: String, force: Bool) throws -> ExclusiveFile {
        try ExclusiveFile(FilePath(outputFile: path), replaces: force)
    }

    /// Prints `bench: text` and returns the exit code to throw. A fault in a file begins with the file's name instead.
    static func say(_ text: String, _ code: ExitCode) -> ExitCode {
        StandardError.print((code == .badInput ? "" : "bench: ") + text)
        return code
    }
}
