internal import Measurement
internal import SystemPackage

/// GitHub Actions, when the program runs there.
package enum GitHub {
    /// Whether this is a step of a workflow.
    package static var isPresent: Bool { ChildProcess.variable("GITHUB_ACTIONS") == "true" }

    /// Writes workflow commands (`GitHubText.annotation`) where the runner reads them. A failure to write is ignored: the exit code says the same.
    package static func annotate(_ annotations: String) { Terminal.standardError.control(annotations) }

    /// Adds Markdown to the summary of the step; does nothing elsewhere.
    /// - Throws: `Errno`.
    package static func addToStepSummary(_ markdown: String) throws {
        guard isPresent, let path = ChildProcess.variable("GITHUB_STEP_SUMMARY"), !path.isEmpty else { return }
        let file = try FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.create, .append],
            permissions: [.ownerReadWrite, .groupRead, .otherRead])
        _ = try file.closeAfter { try file.writeAll(markdown.utf8) }
    }
}
