import ArgumentParser

enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}
