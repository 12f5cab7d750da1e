import ArgumentParser
import Reporting
import SafeText

@main
enum Main {
    static func main() {
        LargeArrays.giveBack()
        let arguments = ArgumentText.ofProcess
        do {
            var command = try TDMRCommand.parseAsRoot(arguments)
            try command.run()
        } catch let error as any BadInput {
            StandardError.print(error.badInputLine)
            TDMRCommand.exit(withError: ExitCode.badInput)
        } catch {
            // Usage errors leave with 64, an ExitCode with itself, everything else with 1. Their text may quote what was typed.
            let code = TDMRCommand.exitCode(for: error)
            let text = TDMRCommand.fullMessage(for: error)
            if code == .success { StandardOutput.end(printing: text) }
            let message = onOneLine(arguments, in: text)
            Terminal.standardError.write(message + (error is ExitCode ? "" : "\n"))
            TDMRCommand.exit(withError: code)
        }
    }

    /// A message of several lines, with line ends in quoted arguments escaped.
    private static func onOneLine(_ arguments: [String], in message: String) -> String {
        arguments.filter { $0.contains(where: \.isNewline) }.reduce(message) { message, argument in
            let value = argument.hasPrefix("--") ? argument.drop { $0 != "=" }.dropFirst() : argument[...]
            return [argument, String(value)].filter { !$0.isEmpty }.reduce(message) {
                $0.replacing($1, with: TerminalText.line($1))
            }
        }
    }
}
