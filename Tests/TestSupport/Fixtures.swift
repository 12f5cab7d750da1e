import Foundation

/// Where the tests' data lies: `Tests/Fixtures` and `datasets`, found from this file's place in the checkout.
public enum Fixtures {
    public static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    public static let directory = packageRoot.appending(path: "Tests/Fixtures")
    public static let datasets = packageRoot.appending(path: "datasets")
}
