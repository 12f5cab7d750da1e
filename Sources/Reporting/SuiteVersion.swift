/// The version of the commands and libraries, which all carry the same.
public enum SuiteVersion {
    /// As `--version` prints it; the same as the newest numbered heading of CHANGELOG.md, which `.ci/house` checks.
    public static let current = "0.1.0"
}
