import ArgumentParser
import Reporting
import SafeText

@main
enum Main {
    static func main() {
        LargeArrays.giveBack()
        do {
            var command = try TDMRCommand.parseAsRoot(ArgumentText.ofProcess)
            try command.run()
        } catch let error as any BadInput {
            StandardError.print(error.badInputLine)
            TDMRCommand.exit(withError: ExitCode.badInput)
        } catch {
            // Usage errors leave with 64, an ExitCode with itself, everything else with 1. Their text may quote what was typed.
            let code = TDMRCommand.exitCode(for: error)
            guard code != .success else { TDMRCommand.exit(withError: error) }
            Terminal.standardError.write(TDMRCommand.fullMessage(for: error) + (error is ExitCode ? "" : "\n"))
            TDMRCommand.exit(withError: code)
        }
    }
}
