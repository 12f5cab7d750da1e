/// An algorithm does not apply to a dataset. Shown as such, with the reason; not an error.
package struct NotApplicable: Error {
    /// The reason that the suite or the algorithm gives; its description is `CaseResult.reason` in the file, one line.
    package var cause: any Error & CustomStringConvertible

    /// A member that does not apply because of `cause`.
    package init(_ cause: any Error & CustomStringConvertible) { self.cause = cause }
}
