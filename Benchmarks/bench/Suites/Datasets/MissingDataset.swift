/// A dataset's file is neither below the working directory nor in the package.
struct MissingDataset: Error, CustomStringConvertible {
    var name: String

    var description: String { "datasets/\(name) is missing: run in the package's folder" }
}
