/// A page in the style of the reports, for other programs of this package.
public enum StandalonePage {
    /// - Parameters:
    ///   - title: plain text.
    ///   - body: HTML.
    public static func document(title: String, body: String) -> String { HTMLPage.document(title: title, body: body) }
}
