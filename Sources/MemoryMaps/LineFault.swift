/// A fault at a line of the current input; the caller knows the path.
package struct LineFault: Error, Hashable {
    /// The line, from 1; nil for a fault of the whole input.
    package var line: Int?
    /// What is wrong.
    package var fault: InputFault
}
