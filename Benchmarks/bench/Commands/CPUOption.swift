import ArgumentParser
import Measurement

/// The CPU to run on, the same option for every command that measures.
struct CPUOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Run on this CPU; 'any' leaves it to the kernel. Default: the highest-numbered one allowed.",
            valueName: "CPU"))
    var cpu: String?

    func validate() throws { _ = try pinning() }

    func pinning() throws -> ProcessIsolation.Pinning {
        switch cpu {
        case nil: return .automatic
        case "any": return .off
        case let text?:
            guard let number = Int(text), number >= 0 else {
                throw ValidationError("--cpu takes a number or 'any', not '\(text)'")
            }
            return .cpu(number)
        }
    }
}
