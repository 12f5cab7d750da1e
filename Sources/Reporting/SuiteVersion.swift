/// The version of the commands and libraries, the same for all.
package enum SuiteVersion {
    /// As `--version` prints it; the same as the newest numbered heading of CHANGELOG.md, which `.ci/house` checks.
    package static let current = "0.1.0"
}
