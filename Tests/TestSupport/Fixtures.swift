import Foundation

/// Paths of the tests' data, `Tests/Fixtures` and `datasets`, found from this file's path in the checkout.
public enum Fixtures {
    public static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    public static let directory = packageRoot.appending(path: "Tests/Fixtures")
    public static let datasets = packageRoot.appending(path: "datasets")
}
