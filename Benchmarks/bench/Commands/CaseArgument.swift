import ArgumentParser
import Measurement

/// A case as it was typed. What is no name of a case is refused like the name of a case that there is not.
struct CaseArgument: ExpressibleByArgument {
    /// As typed.
    let text: String
    /// nil where it has not the four parts of a name.
    let name: CaseName?

    init(argument: String) {
        text = argument
        name = CaseName(argument)
    }
}
