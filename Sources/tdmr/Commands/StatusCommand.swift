import ArgumentParser
import Reporting
import TDXHost
import TDXModule

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Decode completion statuses of SEAMCALLs and error numbers of a start-up.",
        discussion: """
            Prints one line for each CODE: the code, its name, severity and class, the operand its detail names and the meaning. \
            A CODE is a 64-bit status, in hex with 0x, as 16 hex digits without, or in decimal with or without its sign, or an error number as the \
            kernel prints it, -28, or by name, ENOSPC.

            Examples:
              tdmr status 0xc000090000000000
              tdmr status 0xc000092100000122 --leaf 0x21
              tdmr status 0xc000010000000045 --leaf TDH.MNG.INIT
              tdmr status 0xc000010000000008 --leaf TDH.SYS.CONFIG --module 2.0.18
              tdmr status -28 EIO
              tdmr status -4611676122822737920

            Exit codes: 0 every code is known; 2 one is not; 64 usage.
            """
    )

    @Option(
        help: ArgumentHelp("The leaf that returned it, by number or name.", valueName: "leaf"), transform: Self.leaf)
    var leaf: SEAMCALLLeaf?

    @Option(
        help: ArgumentHelp(
            "The module that returned it, \(ModuleVersionNumber.published.map(\.description).joined(separator: ", ")) or another; its meaning may depend on the version.",
            valueName: "version"),
        transform: Self.module)
    var module: ModuleVersionNumber?

    @Argument(parsing: .allUnrecognized, help: "Statuses (0x...) and error numbers (-28, ENOSPC).")
    var codes: [String]

    func validate() throws {
        // An argument that begins with a dash is first read as an error number.
        if codes.contains(where: { ["--help", "-h"].contains($0) }) { throw CleanExit.helpRequest(self) }
        if codes.contains("--version") { throw CleanExit.message(TDMRCommand.configuration.version) }
        _ = try statuses()
    }

    private func statuses() throws -> [StatusCode] { try codes.filter { $0 != "--" }.map(StatusCode.init) }

    func run() throws {
        var allKnown = true
        for code in try statuses() {
            try StandardOutput.print(code.line(leaf: leaf, module: module))
            allKnown = allKnown && code.isKnown
        }
        if !allKnown { throw ExitCode.refused }
    }

    private static func module(_ text: String) throws -> ModuleVersionNumber {
        guard let number = ModuleVersionNumber(text), number.profile != nil else {
            throw ValidationError("'\(text)' is not a module version of a known line, such as 1.5.06.")
        }
        return number
    }

    private static func leaf(_ text: String) throws -> SEAMCALLLeaf {
        if text.hasPrefix("0x"), let number = UInt64(text.dropFirst(2), radix: 16) { return SEAMCALLLeaf(number) }
        if let number = UInt64(text) { return SEAMCALLLeaf(number) }
        guard let leaf = SEAMCALLLeaf(named: text) else {
            throw ValidationError("'\(text)' is neither the number nor the name of a leaf.")
        }
        return leaf
    }
}
