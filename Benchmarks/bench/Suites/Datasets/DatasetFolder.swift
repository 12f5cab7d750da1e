import SystemPackage

/// The path of `datasets/`: in the working directory, else in the package this program was built from.
enum DatasetFolder {
    /// - Throws: `MissingDataset` when there is none.
    static func path(_ relative: String) throws(MissingDataset) -> String {
        for root in [".", packageRoot] where isReadable("\(root)/datasets/\(relative)") {
            return "\(root)/datasets/\(relative)"
        }
        throw MissingDataset(name: relative)
    }

    private static let packageRoot = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/")

    private static func isReadable(_ path: String) -> Bool {
        guard let file = try? FileDescriptor.open(path, .readOnly) else { return false }
        try? file.close()
        return true
    }
}
