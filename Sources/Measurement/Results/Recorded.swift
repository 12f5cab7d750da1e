/// A fact of which files hold the sentence alone: the fact itself where it was found in this process, the sentence where a file was read.
///
/// Two are equal whose sentences are, so that what is read back equals what was written.
package enum Recorded<Fact: Sendable & CustomStringConvertible>: Sendable {
    /// Found in this process.
    case fact(Fact)
    /// Read from a file.
    case sentence(String)
}

extension Recorded: CustomStringConvertible {
    package var description: String {
        switch self {
        case .fact(let fact): fact.description
        case .sentence(let text): text
        }
    }
}

extension Recorded: Hashable {
    package static func == (one: Self, other: Self) -> Bool { one.description == other.description }

    package func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

extension Recorded: Codable {
    package init(from decoder: any Decoder) throws {
        self = .sentence(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
