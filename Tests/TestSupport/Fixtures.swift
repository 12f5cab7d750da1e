import Foundation

/// Paths of the tests' data, `Tests/Fixtures` and `datasets`, found from this file's path in the checkout.
package enum Fixtures {
    package static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    package static let directory = packageRoot.appending(path: "Tests/Fixtures")
    package static let datasets = packageRoot.appending(path: "datasets")
}
