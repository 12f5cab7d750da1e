/// How a line ends.
package enum LineEnd {
    /// A line feed.
    case newline
    /// The input ended without a newline.
    case endOfInput
    /// The line is longer than `LineStream.longestLine`: only its beginning is handed over.
    case cut
}
