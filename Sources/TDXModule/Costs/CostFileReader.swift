import Algorithms
/// Reads a file of cost parameters, line by line: one `NAME=VALUE` per line, blanks allowed around both, `#` starts a comment.
public struct CostFileReader {
    /// The model with what the lines so far assigned.
    public private(set) var model: CostModel
    private var firstLines: [CostParameter: Int] = [:]
    private var number = 0

    /// A file with more lines is refused: no list of parameters has as many.
    private static let mostLines = 100_000

    /// Begins with `model`; each line read changes one of its parameters.
    public init(_ model: CostModel) { self.model = model }

    /// Takes a line without its end.
    /// - Parameters:
    ///   - line: the line without its end.
    ///   - isCut: whether the line was too long to be given as a whole.
    /// - Throws: `CostFileError`; the model must then be discarded.
    public mutating func take(_ line: some StringProtocol, isCut: Bool = false) throws(CostFileError) {
        number += 1
        let content = line.prefix { $0 != "#" }.trimming(while: \.isBlank)
        do throws(CostError) {
            if number > Self.mostLines { throw .tooManyLines(most: Self.mostLines) }
            if isCut { throw .lineTooLong }
            guard !content.isEmpty else { return }
            let (parameter, value) = try CostModel.assignment(content)
            if let first = firstLines.updateValue(number, forKey: parameter) {
                throw .repeated(parameter, firstLine: first)
            }
            model[parameter] = value
        } catch {
            throw CostFileError(line: number, reason: error)
        }
    }
}
