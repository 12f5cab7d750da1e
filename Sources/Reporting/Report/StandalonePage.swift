/// A page in the style of the reports, for other programs of this package.
package enum StandalonePage {
    /// - Parameters:
    ///   - title: plain text.
    ///   - body: HTML.
    package static func document(title: String, body: String) -> String { HTMLPage.document(title: title, body: body) }
}
