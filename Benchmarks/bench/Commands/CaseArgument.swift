import ArgumentParser
import Measurement

/// A case as it was typed. Text that is not the name of a case is refused in the same words as the name of an unknown case.
struct CaseArgument: ExpressibleByArgument {
    /// As typed.
    let text: String
    /// nil unless it has the four parts of a name.
    let name: CaseName?

    init(argument: String) {
        text = argument
        name = CaseName(argument)
    }
}
