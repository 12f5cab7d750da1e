import ArgumentParser
import Measurement

/// The CPU to run on, the same option for every command that measures.
struct CPUOption: ParsableArguments {
    /// A value of `--cpu`.
    enum Choice: ExpressibleByArgument {
        case pinning(ProcessIsolation.Pinning)
        /// Neither a number nor `any`; `validate` refuses it in more words than the parser would.
        case unreadable(String)

        init(argument: String) {
            if argument == "any" {
                self = .pinning(.off)
            } else if let number = Int(argument), number >= 0 {
                self = .pinning(.cpu(number))
            } else {
                self = .unreadable(argument)
            }
        }
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Run on this CPU; 'any' leaves it to the kernel. Default: the highest-numbered one allowed.",
            valueName: "CPU"))
    var cpu: Choice?

    func validate() throws {
        if case .unreadable(let text)? = cpu {
            throw ValidationError("--cpu takes a number or 'any', not '\(text)'")
        }
        if case .pinning(.cpu(let number))? = cpu, !ProcessIsolation.mayUse(cpu: number) {
            throw ValidationError("--cpu \(number): this process may not run on a CPU of that number")
        }
    }

    /// What was chosen, or the default.
    var pinning: ProcessIsolation.Pinning {
        if case .pinning(let pinning)? = cpu { pinning } else { .automatic }
    }
}
