import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Blocks of a picture, which has to be well-formed.
final class XMLParsed: NSObject, XMLParserDelegate {
    struct Rectangle {
        var width: Double
        var style: String
        var hint = ""
    }

    private(set) var rectangles: [Rectangle] = []
    private var isInBlock = false
    private var isInHint = false

    init(_ text: String) throws {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        if !parser.parse() { throw parser.parserError ?? CocoaError(.coderReadCorrupt) }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if name == "rect" {
            rectangles.append(
                Rectangle(width: Double(attributes["width"] ?? "") ?? 0, style: attributes["class"] ?? ""))
            isInBlock = true
        }
        isInHint = isInBlock && name == "title"
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if name == "rect" { isInBlock = false }
        isInHint = false
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if isInHint { rectangles[rectangles.count - 1].hint += text }
    }
}
